package dev.corral.dispatcher.adapter;

import dev.corral.dispatcher.adapter.AdapterSight.OnReplica;
import dev.corral.dispatcher.adapter.AdapterSight.Setback;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one running engine said last, and what went wrong at it.
final class EngineMemory {
  private static final int MOST_DOUBLINGS = 10;

  private Optional<List<String>> loaded = Optional.empty();
  private Optional<String> trouble = Optional.empty();
  private Instant freshUntil = Instant.MIN;
  private final Map<String, Setback> setbacks = new HashMap<>();
  private final Map<String, Integer> failures = new HashMap<>();

  synchronized boolean isFresh(Instant now) {
    return now.isBefore(freshUntil);
  }

  synchronized void heard(List<String> adapters, Instant until) {
    loaded = Optional.of(adapters);
    trouble = Optional.empty();
    freshUntil = until;
  }

  /// It still has what it had.
  synchronized void silent(String why) {
    trouble = Optional.of(why);
  }

  /// What it has may have changed.
  synchronized void doubt() {
    freshUntil = Instant.MIN;
  }

  synchronized void succeeded(String adapter) {
    setbacks.remove(adapter);
    failures.remove(adapter);
  }

  synchronized void failed(String adapter, String message, Instant now, AdapterTimes times) {
    int before = failures.merge(adapter, 1, Integer::sum) - 1;
    Duration pause = times.retry().multipliedBy(1L << Math.min(before, MOST_DOUBLINGS));
    Duration longest = times.longestRetry();
    Instant again = now.plus(pause.compareTo(longest) > 0 ? longest : pause);
    setbacks.put(adapter, new Setback(message, again));
  }

  synchronized OnReplica sight(Replica replica) {
    return new OnReplica(replica, loaded, trouble, Map.copyOf(setbacks));
  }
}
