package dev.corral.local.kubernetes.store;

/// A change of the store, in the order of revisions.
public sealed interface StoreEvent {
  /// The object after the change, or for a removal its last version stamped with the revision of
  /// the removal.
  StoredObject object();

  default long revision() {
    return object().revision();
  }

  record Added(StoredObject object) implements StoreEvent {}

  record Modified(StoredObject object, StoredObject previous) implements StoreEvent {}

  record Removed(StoredObject object) implements StoreEvent {}
}
