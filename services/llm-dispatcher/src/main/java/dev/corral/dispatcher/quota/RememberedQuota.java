package dev.corral.dispatcher.quota;

import dev.corral.dispatcher.pool.GpuQuota;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// The last known quota. Who asks gets it at once; when it is old, one asks for a new one beside.
public final class RememberedQuota implements GpuQuota {
  private static final Logger LOG = Logger.getLogger(RememberedQuota.class);

  private final Supplier<Integer> source;
  private final Times times;
  private final Clock clock;
  private final Executor beside;
  private final AtomicBoolean asking = new AtomicBoolean();
  private volatile Optional<Integer> known = Optional.empty();
  private volatile Instant next = Instant.MIN;

  /// How long an answer is good for, and how long after a failure the next is asked for.
  public record Times(Duration remember, Duration retry) {}

  public RememberedQuota(Supplier<Integer> source, Times times, Clock clock, Executor beside) {
    this.source = source;
    this.times = times;
    this.clock = clock;
    this.beside = beside;
  }

  @Override
  public Optional<Integer> vcpus() {
    if (!clock.instant().isBefore(next) && asking.compareAndSet(false, true)) {
      beside.execute(this::ask);
    }
    return known;
  }

  private void ask() {
    try {
      known = Optional.of(source.get());
      next = clock.instant().plus(times.remember());
    } catch (RuntimeException e) {
      next = clock.instant().plus(times.retry());
      LOG.infof("the GPU quota cannot be read now: %s", e.getMessage());
    } finally {
      asking.set(false);
    }
  }
}
