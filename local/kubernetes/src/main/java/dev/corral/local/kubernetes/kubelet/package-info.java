/// The simulated kubelet: walks pods through every phase and runs the engine of a model as a real
/// process.
@NullMarked
package dev.corral.local.kubernetes.kubelet;

import org.jspecify.annotations.NullMarked;
