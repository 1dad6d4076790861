package dev.corral.dispatcher.lead;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;

/// One elector with its own monotonic clock, which starts anywhere, and a wrong wall clock.
final class Replica {
  static final ElectionTimes TIMES = new Times();

  final AtomicLong nanos;
  final Election election;

  Replica(String name, Leases leases, Fence fence, long bootNanos, Duration skew) {
    nanos = new AtomicLong(bootNanos);
    var wall =
        Clock.offset(Clock.fixed(Instant.parse("2026-11-20T20:00:00Z"), ZoneOffset.UTC), skew);
    election = new Election(leases, fence, name, TIMES, new Election.Clocks(nanos::get, wall));
  }

  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  /// As the loop does it.
  void tryStep() {
    try {
      election.step();
    } catch (IllegalStateException e) {
      // The loop logs it and tries again.
    }
  }

  private record Times() implements ElectionTimes {
    @Override
    public Duration leaseDuration() {
      return Duration.ofSeconds(15);
    }

    @Override
    public Duration renewDeadline() {
      return Duration.ofSeconds(10);
    }

    @Override
    public Duration retry() {
      return Duration.ofSeconds(2);
    }

    @Override
    public Duration handOver() {
      return Duration.ofSeconds(20);
    }
  }
}
