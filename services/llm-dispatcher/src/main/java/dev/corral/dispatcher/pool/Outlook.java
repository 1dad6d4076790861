package dev.corral.dispatcher.pool;

import dev.corral.dispatcher.lifecycle.Failure;

/// What a workload that waits for a node can expect.
public sealed interface Outlook {
  /// No node is on its way yet.
  record Waiting(String sentence) implements Outlook {}

  /// A node is on its way.
  record Launching(String sentence) implements Outlook {}

  /// Every choice was tried: it is not worth waiting longer.
  record Exhausted(Failure failure) implements Outlook {}
}
