package dev.corral.dispatcher.record;

import java.util.Optional;

/// Where a reconcile finds the truth about a model and writes what becomes of it.
public interface Records {
  /// The record of the resource with this uid, as of the last completed write.
  Optional<WorkloadRecord> find(String uid);

  /// Writes the change as a whole, or fails with [StaleRecordException] when another write came
  /// first.
  void commit(Change change);
}
