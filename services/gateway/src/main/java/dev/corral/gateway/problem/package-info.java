/// Everything that can go wrong for a caller, as one sealed type, and the only place that turns it
/// into a response.
@NullMarked
package dev.corral.gateway.problem;

import org.jspecify.annotations.NullMarked;
