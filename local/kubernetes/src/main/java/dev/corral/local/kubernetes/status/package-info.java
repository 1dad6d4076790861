/// The one way a request fails: a Kubernetes Status with code, reason and causes.
@NullMarked
package dev.corral.local.kubernetes.status;

import org.jspecify.annotations.NullMarked;
