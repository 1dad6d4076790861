/// The ConfigMaps by which one asks the simulation for delays and failures.
@NullMarked
package dev.corral.local.kubernetes.knob;

import org.jspecify.annotations.NullMarked;
