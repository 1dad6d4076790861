package dev.corral.local.launcher;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How a part that died is started again: at once, then with doubling pauses, and not for ever.
final class RestartBudget {
  private static final Duration FIRST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final Duration STEADY = Duration.ofSeconds(30);
  private static final int QUICK_DEATHS = 6;

  private int deaths;

  /// The pause before the next start, or nothing when the part died too often too quickly.
  ///
  /// @param started when the life that just ended began
  Optional<Duration> pauseAfterDeath(Instant started, Instant now) {
    deaths = Duration.between(started, now).compareTo(STEADY) > 0 ? 1 : deaths + 1;
    if (deaths > QUICK_DEATHS) {
      return Optional.empty();
    }
    var pause = FIRST.multipliedBy(1L << (deaths - 1));
    return Optional.of(pause.compareTo(LONGEST) < 0 ? pause : LONGEST);
  }
}
