/// The ways a request can fail and their one mapping to problem JSON.
@NullMarked
package dev.corral.metrics.problem;

import org.jspecify.annotations.NullMarked;
