package dev.corral.proxy.admission;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/// Where every admitted request passes: limits and budgets of the key, its owner and their groups.
public interface Gate {

  /// What a request is about to use, as far as it can be known before.
  ///
  /// @param tokens most that prompt and answer can have together, estimated from the bytes
  /// @param counted whether the request was counted when it was accepted for later
  record Demand(String model, long tokens, boolean counted) {
    /// Of a request that comes now.
    public Demand(String model, long tokens) {
      this(model, tokens, false);
    }
  }

  /// Leave to go on, which is given back when the request is over.
  interface Pass {
    /// The limits as headers of the answer, `x-ratelimit-*` and warnings.
    Map<String, String> headers();

    /// The request is over and has used this many tokens; later calls change nothing.
    void leave(long tokens);
  }

  /// A pass, or a failure with the problem to answer with.
  CompletionStage<Pass> enter(Principal principal, Demand demand);
}
