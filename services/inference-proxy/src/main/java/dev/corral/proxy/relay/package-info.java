/// Carries the bytes between caller and engine; the only package with Vert.x HTTP types.
@NullMarked
package dev.corral.proxy.relay;

import org.jspecify.annotations.NullMarked;
