package dev.corral.proxy.relay;

import dev.corral.proxy.dialect.TokenCount;
import dev.corral.proxy.problem.Problem;

/// One try to get an answer from where a model is served. Lives on the exchange's event loop.
interface Attempt {

  /// Hears what comes of it, and how the answer ends if one begins.
  interface Hearing extends Delivery.Ending {
    /// A good answer begins.
    void answered(Delivery delivery);

    /// Nothing came; another try may do better.
    void unavailable(Problem problem);
  }

  /// Asks.
  void start(Hearing hearing);

  /// The first byte has come: a mark for where it went.
  default void fruitful() {}

  /// Nothing came and nothing will: a mark against where it went.
  default void fruitless() {}

  /// What was counted before there is an answer to deliver.
  default TokenCount tokens() {
    return TokenCount.NONE;
  }

  /// The answer is complete; what carried it can be used again.
  void release();

  /// Frees what works on the answer at once.
  void cancel();
}
