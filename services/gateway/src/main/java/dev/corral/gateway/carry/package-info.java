/// Carries a request to another server and its answer back, as bytes: HTTP and WebSockets.
@NullMarked
package dev.corral.gateway.carry;

import org.jspecify.annotations.NullMarked;
