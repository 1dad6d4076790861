package dev.corral.dispatcher.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;

/// One object as it should be, and the hash it carries to be compared by.
///
/// @param once true for what is made when it is missing and never changed after, like the keys that
///   an app encrypts its data with
public record Child(ChildKind kind, HasMetadata resource, String hash, int replicas, boolean once) {
  /// An object that is kept as it should be.
  public static Child kept(ChildKind kind, HasMetadata resource, String hash, int replicas) {
    return new Child(kind, resource, hash, replicas, false);
  }
}
