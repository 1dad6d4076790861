/// What can go wrong for a caller, as one sealed type that each dialect words in its own shape.
@NullMarked
package dev.corral.proxy.problem;

import org.jspecify.annotations.NullMarked;
