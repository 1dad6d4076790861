/// Counts tokens, time and use, and hands one usage event per admitted request to the queue.
@NullMarked
package dev.corral.proxy.tally;

import org.jspecify.annotations.NullMarked;
