package dev.corral.proxy.admission;

import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// Bounds how many requests of one principal are in progress.
public final class Turnstile implements Gate {
  private final int limit;
  private final ConcurrentHashMap<String, Integer> inside = new ConcurrentHashMap<>();

  /// At most `limit` per principal.
  public Turnstile(int limit) {
    this.limit = limit;
  }

  @Override
  public CompletionStage<Pass> enter(Principal principal, Demand demand) {
    int count = inside.merge(principal.id(), 1, Integer::sum);
    if (count > limit) {
      leave(principal.id());
      return CompletableFuture.failedFuture(
          new ProblemException(new Problem.TooManyStreams(limit)));
    }
    return CompletableFuture.completedFuture(new Inside(principal.id()));
  }

  /// A principal without requests is forgotten.
  private void leave(String principal) {
    inside.computeIfPresent(principal, (id, count) -> count > 1 ? count - 1 : null);
  }

  private final class Inside implements Pass {
    private final String principal;
    private final AtomicBoolean left = new AtomicBoolean();

    private Inside(String principal) {
      this.principal = principal;
    }

    @Override
    public Map<String, String> headers() {
      return Map.of();
    }

    @Override
    public void leave(long tokens) {
      if (left.compareAndSet(false, true)) {
        Turnstile.this.leave(principal);
      }
    }
  }
}
