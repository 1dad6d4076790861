package dev.corral.dispatcher.event;

/// Tells whoever looks at the cluster of an event, as well as it can; what it tells twice counts
/// once.
@FunctionalInterface
public interface Announcer {
  /// One event, as JSON; never fails.
  void announce(String json);
}
