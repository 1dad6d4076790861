package dev.corral.dispatcher.lead;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/// Takes part in the election until stopped. After the lease was lost it stands again only when the
/// work done under it has ended; when that does not end in time, the process must.
public final class ElectionLoop implements Runnable {
  private static final Logger LOG = Logger.getLogger(ElectionLoop.class);

  private static final Duration LOOK = Duration.ofMillis(20);

  private final Election election;
  private final ElectionTimes times;
  private final LongSupplier nanos;
  private final Work work;
  private final Runnable endProcess;
  private volatile boolean running = true;
  private boolean led;
  private long lostAt;

  /// What is done while leading.
  @FunctionalInterface
  public interface Work {
    /// True when nothing of it is going on.
    boolean ended();
  }

  /// @param endProcess what is done when the work goes on although the lease is lost
  public ElectionLoop(
      Election election, ElectionTimes times, LongSupplier nanos, Work work, Runnable endProcess) {
    this.election = election;
    this.times = times;
    this.nanos = nanos;
    this.work = work;
    this.endProcess = endProcess;
  }

  @Override
  public void run() {
    while (running) {
      round();
      pause();
    }
  }

  /// One look at the lease.
  void round() {
    if (!election.leads() && led) {
      LOG.warn("the lease is lost");
      lostAt = nanos.getAsLong();
      led = false;
    }
    if (!election.leads() && !work.ended()) {
      if (nanos.getAsLong() - lostAt > times.handOver().toNanos()) {
        LOG.error("reconciling does not end although the lease is lost: the process ends itself");
        endProcess.run();
      }
      return;
    }
    try {
      if (running) {
        election.step();
      }
    } catch (RuntimeException e) {
      LOG.warnf("the lease cannot be read or written now: %s", e.getMessage());
    }
    led = led || election.leads();
  }

  /// Ends [#run], waits a while for the work to end, and gives the lease back if it did.
  public void stop(Duration patience) {
    running = false;
    long until = nanos.getAsLong() + patience.toNanos();
    try {
      while (!work.ended() && nanos.getAsLong() - until < 0) {
        Thread.sleep(LOOK);
      }
      if (work.ended()) {
        election.resign();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.debugf("the lease is left to expire: %s", e.getMessage());
    }
  }

  private void pause() {
    try {
      long millis = times.retry().toMillis();
      Thread.sleep(
          Duration.ofMillis(millis - ThreadLocalRandom.current().nextLong(millis / 5 + 1)));
    } catch (InterruptedException e) {
      running = false;
    }
  }
}
