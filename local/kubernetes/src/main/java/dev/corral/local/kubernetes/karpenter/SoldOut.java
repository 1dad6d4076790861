package dev.corral.local.kubernetes.karpenter;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The markets that had no capacity lately; forgotten by a restart, as in Karpenter.
final class SoldOut {
  private final Map<String, Instant> until = new HashMap<>();

  void mark(String market, Instant end) {
    until.put(market, end);
  }

  /// Those that still count.
  Set<String> markets(Instant now) {
    until.values().removeIf(end -> !end.isAfter(now));
    return Set.copyOf(until.keySet());
  }

  /// Until the first of them may be tried again.
  Optional<Duration> first(Instant now) {
    return until.values().stream().min(Instant::compareTo).map(end -> Duration.between(now, end));
  }

  void forget() {
    until.clear();
  }
}
