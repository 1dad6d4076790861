package dev.corral.local.kubernetes.api;

import dev.corral.local.kubernetes.store.StoredObject;

/// Who knows what a pod's containers printed.
public interface LogSource {
  /// The last lines of a container (all that are kept for a negative count).
  ///
  /// @param previous of its run before the present one
  String log(StoredObject pod, String container, boolean previous, int lines);
}
