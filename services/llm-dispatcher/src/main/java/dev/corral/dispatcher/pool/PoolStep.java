package dev.corral.dispatcher.pool;

import java.util.Optional;

/// One step that brings the cluster to what a pool should be, and why it is taken.
public sealed interface PoolStep {
  /// Why.
  String reason();

  /// Make the object what it should be.
  ///
  /// @param over the version that was seen; another one is not overwritten
  record Apply(PoolObject object, Optional<String> over, String reason) implements PoolStep {}

  /// Let a node pool start nothing more.
  record Close(String nodePool, String reason) implements PoolStep {}

  /// Delete a node pool or the node class.
  record Delete(PoolKind kind, String name, String reason) implements PoolStep {}

  /// Give a node back.
  record Free(ClaimSeen claim, String reason) implements PoolStep {}

  /// Tell people of a try that failed.
  record Tell(String claim, String code, String message) implements PoolStep {
    @Override
    public String reason() {
      return message;
    }
  }
}
