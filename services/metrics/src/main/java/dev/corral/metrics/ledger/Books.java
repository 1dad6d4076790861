package dev.corral.metrics.ledger;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/// Where reports read from.
public interface Books {

  /// The latest version of each subject there ever was.
  Collection<Subject> subjects();

  /// The accounts of a period.
  ///
  /// @param principal only this one's accounts, or everybody's when empty
  Map<RollupKey, Rollup> rollups(Period period, Optional<String> principal);

  /// The books cannot be read at the moment.
  final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// @param cause what the store said
    public Unreadable(Throwable cause) {
      super(cause);
    }
  }
}
