package dev.corral.proxy.relay;

import dev.corral.proxy.dialect.TokenCount;
import dev.corral.proxy.problem.Problem;

/// Brings an engine's good answer to the caller.
sealed interface Delivery
    permits StreamDelivery, WholeDelivery, PieceDelivery, LoadedWay.Ready, VectorsAttempt.Said {

  /// Hears how it ended, at most once.
  interface Ending {
    /// The caller has, or will get, all of it.
    void done();

    /// It cannot be completed.
    void failed(Problem problem);

    /// The caller does not take it.
    void cut();
  }

  /// Begins to bring it.
  void start();

  /// Whether a byte of the answer has come.
  boolean begun();

  /// Looks at the deadlines.
  void check(long nowNanos);

  /// What was counted so far.
  TokenCount tokens();
}
