/// What it takes to be let in where models are served: engines' keys, the platform team's external
/// servers with their credentials, and the guard over the addresses that may be connected to.
@NullMarked
package dev.corral.proxy.upstream;

import org.jspecify.annotations.NullMarked;
