/// Takes events from the queues, has each posted exactly once and only then deletes it.
@NullMarked
package dev.corral.metrics.intake;

import org.jspecify.annotations.NullMarked;
