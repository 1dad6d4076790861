package dev.corral.dispatcher.lifecycle;

import java.time.Instant;
import java.util.Optional;

/// How many replicas a warm workload has, and since when fewer would do.
///
/// @param replicas at least 1; a workload without compute has none whatever stands here
public record Scale(int replicas, Optional<Instant> fewerWouldDoSince) {
  /// One replica, as every launch begins.
  public static Scale one() {
    return new Scale(1, Optional.empty());
  }

  /// Another number of replicas.
  public Scale to(int wanted) {
    return new Scale(Math.max(1, wanted), Optional.empty());
  }
}
