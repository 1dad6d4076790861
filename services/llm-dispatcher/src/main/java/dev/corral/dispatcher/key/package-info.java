/// The keys of apps to the inference-proxy, as the gateway is told of them.
@NullMarked
package dev.corral.dispatcher.key;

import org.jspecify.annotations.NullMarked;
