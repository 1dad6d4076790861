/// The simulated Karpenter: chooses a NodePool for each pod that needs one, and makes and unmakes
/// its nodes.
@NullMarked
package dev.corral.local.kubernetes.karpenter;

import org.jspecify.annotations.NullMarked;
