package dev.corral.dispatcher.lifecycle;

import java.time.Instant;
import java.util.Optional;

/// How many replicas a warm workload has, and since when another number would suit it better.
///
/// @param replicas at least 1; a workload without compute has none whatever stands here
/// @param shortSince since when it has had fewer than it needs
/// @param ampleSince since when fewer would do
public record Scale(int replicas, Optional<Instant> shortSince, Optional<Instant> ampleSince) {
  /// As many as asked for, and content with them.
  public static Scale of(int replicas) {
    return new Scale(Math.max(1, replicas), Optional.empty(), Optional.empty());
  }

  /// One replica, as every launch begins.
  public static Scale one() {
    return of(1);
  }

  /// The same number, too small from some moment on.
  public Scale shortFrom(Instant now) {
    return new Scale(replicas, shortSince.or(() -> Optional.of(now)), Optional.empty());
  }

  /// The same number, larger than needed from some moment on.
  public Scale ampleFrom(Instant now) {
    return new Scale(replicas, Optional.empty(), ampleSince.or(() -> Optional.of(now)));
  }
}
