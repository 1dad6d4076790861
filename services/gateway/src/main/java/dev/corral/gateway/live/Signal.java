package dev.corral.gateway.live;

import java.util.Set;

/// What a listener of the event stream gets.
public sealed interface Signal {
  /// One state change; `data` is the dispatcher's CloudEvent as it came.
  record Change(String id, String owner, Set<String> sharedWith, String data) implements Signal {}

  /// Changes were missed: whoever listens must read the lists again.
  record Reset() implements Signal {}

  /// Nothing happened, and the line is still there.
  record Heartbeat() implements Signal {}
}
