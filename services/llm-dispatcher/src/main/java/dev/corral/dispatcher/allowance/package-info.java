/// How many launches one principal may start within an hour, counted for all replicas.
@NullMarked
package dev.corral.dispatcher.allowance;

import org.jspecify.annotations.NullMarked;
