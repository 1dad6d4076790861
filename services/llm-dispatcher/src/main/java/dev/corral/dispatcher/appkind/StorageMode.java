package dev.corral.dispatcher.appkind;

/// Where an app keeps its data.
public enum StorageMode {
  /// On its own access point of an EFS file system.
  EFS,
  /// On a volume that the cluster provides.
  CLAIM,
  /// In the pod: gone with it.
  EPHEMERAL
}
