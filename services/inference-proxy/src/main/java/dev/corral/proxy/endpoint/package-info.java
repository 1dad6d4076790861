/// The live table of models and their ready replicas, read from Services and EndpointSlices.
@NullMarked
package dev.corral.proxy.endpoint;

import org.jspecify.annotations.NullMarked;
