/// Everything that can go wrong with a request, as one sealed type, and the one mapper that answers
/// it.
@NullMarked
package dev.corral.dispatcher.problem;

import org.jspecify.annotations.NullMarked;
