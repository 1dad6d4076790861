/// The four ways a client may say what to change: JSON patch, merge patch, strategic merge and the
/// shapes of lists they need.
@NullMarked
package dev.corral.local.kubernetes.patch;

import org.jspecify.annotations.NullMarked;
