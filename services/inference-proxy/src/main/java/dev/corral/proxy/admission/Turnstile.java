package dev.corral.proxy.admission;

import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.util.concurrent.ConcurrentHashMap;

/// Bounds how many requests of one principal are in progress.
public final class Turnstile {
  private final int limit;
  private final ConcurrentHashMap<String, Integer> inside = new ConcurrentHashMap<>();

  /// At most `limit` per principal.
  public Turnstile(int limit) {
    this.limit = limit;
  }

  /// One more request, or the problem to answer with.
  public void enter(Principal principal) {
    int count = inside.merge(principal.id(), 1, Integer::sum);
    if (count > limit) {
      leave(principal);
      throw new ProblemException(new Problem.TooManyStreams(limit));
    }
  }

  /// One less; a principal without requests is forgotten.
  public void leave(Principal principal) {
    inside.computeIfPresent(principal.id(), (id, count) -> count > 1 ? count - 1 : null);
  }
}
