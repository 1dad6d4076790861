/// Speaks with Corral's other services: our own token out, their tokens verified.
@NullMarked
package dev.corral.proxy.peer;

import org.jspecify.annotations.NullMarked;
