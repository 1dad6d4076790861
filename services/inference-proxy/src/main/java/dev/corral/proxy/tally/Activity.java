package dev.corral.proxy.tally;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/// What the dispatcher is told about use: per model the requests in progress, those that wait, and
/// the last moment of use. Only admitted prompts count.
public final class Activity {
  private final String replica;
  private final Clock clock;
  private final Instant startedAt;
  private final ConcurrentHashMap<String, Use> models = new ConcurrentHashMap<>();

  /// One model's use.
  public record Use(int inFlight, int waiting, Instant lastUsedAt) {}

  /// The answer of `GET /internal/activity`.
  ///
  /// @param routable the models to which a request that came now would be sent at once
  public record Report(
      String replica, Instant startedAt, Map<String, Use> models, Set<String> routable) {}

  /// Of this replica.
  public Activity(String replica, Clock clock) {
    this.replica = replica;
    this.clock = clock;
    this.startedAt = clock.instant();
  }

  void began(String model) {
    change(model, 1, 0);
  }

  void ended(String model) {
    change(model, -1, 0);
  }

  void waiting(String model) {
    change(model, -1, 1);
  }

  void waited(String model) {
    change(model, 1, -1);
  }

  private void change(String model, int inFlight, int waiting) {
    Instant now = clock.instant();
    models.merge(
        model,
        new Use(Math.max(0, inFlight), Math.max(0, waiting), now),
        (use, first) -> new Use(use.inFlight() + inFlight, use.waiting() + waiting, now));
  }

  /// Everything that runs now counts as used now. Models that the table no longer has are dropped
  /// when nothing of theirs runs.
  ///
  /// @param known the models of the table, read before this is called: a request is counted before
  ///   it looks where to go, so what is not routable and not counted here cannot get through
  public Report report(Set<String> known, Set<String> routable) {
    models.entrySet().removeIf(entry -> !known.contains(entry.getKey()) && idle(entry.getValue()));
    Instant now = clock.instant();
    Map<String, Use> copy = new TreeMap<>();
    models.forEach((model, use) ->
        copy.put(model, idle(use) ? use : new Use(use.inFlight(), use.waiting(), now)));
    return new Report(replica, startedAt, copy, new TreeSet<>(routable));
  }

  private static boolean idle(Use use) {
    return use.inFlight() == 0 && use.waiting() == 0;
  }
}
