package dev.corral.dispatcher.discovery;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// Starts a round when one is due, at the leader only. Installations that started together drift
/// apart, because each round comes up to a tenth early or late.
final class DiscoverySchedule {
  private static final Logger LOG = Logger.getLogger(DiscoverySchedule.class);
  private static final Duration LOOK = Duration.ofSeconds(15);
  private static final int JITTER_STEPS = 201;

  private final Rounds rounds;
  private final Supplier<Stored> stored;
  private final BooleanSupplier leads;
  private final Times times;
  private final Clock clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("discovery").daemon().factory());

  /// @param every between rounds that went well
  /// @param retry after one that did not
  record Times(Duration every, Duration retry) {}

  DiscoverySchedule(
      Rounds rounds, Supplier<Stored> stored, BooleanSupplier leads, Times times, Clock clock) {
    this.rounds = rounds;
    this.stored = stored;
    this.leads = leads;
    this.times = times;
    this.clock = clock;
  }

  void start() {
    thread.scheduleWithFixedDelay(this::look, 1, LOOK.toSeconds(), TimeUnit.SECONDS);
  }

  void stop() {
    thread.shutdownNow();
  }

  void look() {
    try {
      if (leads.getAsBoolean() && due(stored.get(), clock.instant())) {
        rounds.start(Runnable::run);
      }
    } catch (RuntimeException e) {
      LOG.warnf("discovery waits: %s", e.getMessage());
    }
  }

  private boolean due(Stored stored, Instant now) {
    if (stored.triedAt().isEmpty()) {
      return true;
    }
    Instant tried = stored.triedAt().get();
    Duration wait = stored.good() ? times.every() : shorter(times.retry(), times.every());
    long tenths = 900 + Math.floorMod(tried.hashCode(), JITTER_STEPS);
    return !tried.plus(wait.multipliedBy(tenths).dividedBy(1000)).isAfter(now);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) <= 0 ? one : other;
  }
}
