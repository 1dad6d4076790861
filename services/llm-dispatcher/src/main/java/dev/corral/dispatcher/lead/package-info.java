/// Which replica leads, known by its own monotonic clock alone, and the fence that refuses the
/// writes of one that led before.
@NullMarked
package dev.corral.dispatcher.lead;

import org.jspecify.annotations.NullMarked;
