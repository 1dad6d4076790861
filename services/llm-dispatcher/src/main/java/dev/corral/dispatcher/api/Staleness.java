package dev.corral.dispatcher.api;

/// Says of the answer in hand that it was read while the API server was away.
@FunctionalInterface
public interface Staleness {
  /// What was read is what was known last.
  void mark();
}
