package dev.corral.proxy.tally;

/// Follows one admitted request beside its account.
public interface Trail {
  /// It has begun to wait for its model.
  default void waiting() {}

  /// It is over.
  ///
  /// @param error the name of the problem that ended it; empty if none did
  default void ended(UsageEvent.Data data, Meter meter, String error) {}
}
