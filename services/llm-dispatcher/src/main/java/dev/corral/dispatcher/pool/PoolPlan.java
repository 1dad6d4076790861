package dev.corral.dispatcher.pool;

import dev.corral.dispatcher.resource.GpuPoolStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What has to happen to one pool, in order, and what its status says then.
///
/// @param again when to look again if nothing else happens
/// @param over true when nothing of the pool is left and its resource may go
public record PoolPlan(
    List<PoolStep> steps, GpuPoolStatus status, Optional<Duration> again, boolean over) {
  public PoolPlan {
    steps = List.copyOf(steps);
  }

  /// The status when the API server refused one of the steps.
  public GpuPoolStatus refused(String why, Instant now) {
    return PoolReport.refused(status, why, now);
  }
}
