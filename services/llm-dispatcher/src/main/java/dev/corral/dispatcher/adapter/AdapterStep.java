package dev.corral.dispatcher.adapter;

/// Something to do at one replica.
public sealed interface AdapterStep {
  /// Where.
  Replica replica();

  /// Which adapter.
  String adapter();

  /// Load it.
  record Load(Replica replica, String adapter) implements AdapterStep {}

  /// Unload it.
  record Unload(Replica replica, String adapter) implements AdapterStep {}
}
