/// The command line of the engine: checks its port and its model, loads, serves, says READY.
@NullMarked
package dev.corral.local.engine;

import org.jspecify.annotations.NullMarked;
