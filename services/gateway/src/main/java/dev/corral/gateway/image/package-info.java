/// People's pictures and the prompt check: both are the inference-proxy's, asked here for whoever
/// is signed in.
@NullMarked
package dev.corral.gateway.image;

import org.jspecify.annotations.NullMarked;
