package dev.corral.metrics.intake;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to pause before trying again: doubling, with jitter, up to a limit.
///
/// @param longest the longest pause
/// @param pause what waits
record Patience(Duration longest, RandomGenerator random, Pause pause) {

  private static final Duration SHORTEST = Duration.ofMillis(50);
  private static final int MOST_DOUBLINGS = 20;

  /// Waits.
  interface Pause {
    /// Waits for that long.
    void of(Duration length) throws InterruptedException;
  }

  /// Waits after so many failures in a row.
  void afterFailures(int failures) throws InterruptedException {
    var full = SHORTEST.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
    var limit = (full.compareTo(longest) < 0 ? full : longest).toMillis();
    pause.of(Duration.ofMillis(random.nextLong(limit / 2, limit + 1)));
  }
}
