/// Persistent volumes: binds claims, provides volumes on demand, and says what a pod still waits
/// for.
@NullMarked
package dev.corral.local.kubernetes.volume;

import org.jspecify.annotations.NullMarked;
