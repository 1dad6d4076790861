/// Kubernetes Events that the cluster's own parts write.
@NullMarked
package dev.corral.local.kubernetes.event;

import org.jspecify.annotations.NullMarked;
