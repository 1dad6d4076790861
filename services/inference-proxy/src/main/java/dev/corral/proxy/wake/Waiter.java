package dev.corral.proxy.wake;

import dev.corral.proxy.problem.ProblemException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// One caller that waits for a model.
public final class Waiter {
  private final String principal;
  private final CompletableFuture<Void> outcome = new CompletableFuture<>();

  Waiter(String principal) {
    this.principal = principal;
  }

  String principal() {
    return principal;
  }

  void ready() {
    outcome.complete(null);
  }

  void failed(ProblemException problem) {
    outcome.completeExceptionally(problem);
  }

  /// Completes when the model is ready, or fails with the problem to answer with.
  public CompletionStage<Void> outcome() {
    return outcome;
  }
}
