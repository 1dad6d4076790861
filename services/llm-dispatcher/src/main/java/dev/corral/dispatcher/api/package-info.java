/// The internal HTTP API for the gateway and the inference-proxy.
@NullMarked
package dev.corral.dispatcher.api;

import org.jspecify.annotations.NullMarked;
