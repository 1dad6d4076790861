package dev.corral.dispatcher.event;

import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// Sends what the feed holds unsent to the queue, at least once, oldest first.
public final class Outbox {
  private static final Logger LOG = Logger.getLogger(Outbox.class);
  private static final int BATCH = 25;
  private static final Duration POLL = Duration.ofSeconds(2);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

  private final Feed feed;
  private final Consumer<String> queue;
  private final Signal signal;
  private final BooleanSupplier mine;
  private volatile boolean running = true;

  /// @param mine whether this replica is the one that sends
  public Outbox(Feed feed, Consumer<String> queue, Signal signal, BooleanSupplier mine) {
    this.mine = mine;
    this.feed = feed;
    this.queue = queue;
    this.signal = signal;
  }

  /// Sends on until [#stop]; failures are retried with a growing pause.
  public void run() {
    Duration pause = FIRST_PAUSE;
    while (running) {
      long seen = signal.count();
      try {
        boolean more = mine.getAsBoolean() && sendBatch() == BATCH;
        pause = FIRST_PAUSE;
        if (!more) {
          signal.await(seen, POLL);
        }
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        LOG.warnf("lifecycle events wait in the outbox: %s", e.getMessage());
        pause = rest(pause);
      }
    }
  }

  /// Ends [#run] after the batch in hand.
  public void stop() {
    running = false;
    signal.raise();
  }

  int sendBatch() {
    List<Feed.Entry> batch = feed.unsent(BATCH);
    for (Feed.Entry entry : batch) {
      if (!mine.getAsBoolean()) {
        return 0;
      }
      queue.accept(entry.json());
      feed.sent(entry.id());
    }
    return batch.size();
  }

  private Duration rest(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      running = false;
    }
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
  }
}
