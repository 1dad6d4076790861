/// Carries the data path to the inference-proxy byte by byte, so that a laptop has one origin.
@NullMarked
package dev.corral.gateway.datapath;

import org.jspecify.annotations.NullMarked;
