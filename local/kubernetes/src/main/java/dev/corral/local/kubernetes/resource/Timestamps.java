package dev.corral.local.kubernetes.resource;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Times as objects carry them.
public final class Timestamps {
  private Timestamps() {}

  /// The present second, RFC 3339.
  public static String now(Clock clock) {
    return of(clock.instant());
  }

  public static String of(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
