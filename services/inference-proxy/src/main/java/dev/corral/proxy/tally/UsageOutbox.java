package dev.corral.proxy.tally;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Takes usage events from the data path without ever making it wait, and sends them in the
/// background until the queue has them. When more wait than fit, the newest wait in the journal
/// instead; only where there is none, or it cannot take them, they are dropped and counted in
/// `corral.usage.dropped`.
public final class UsageOutbox implements AutoCloseable {
  static final String DROPPED = "corral.usage.dropped";

  private static final Logger LOG = Logger.getLogger(UsageOutbox.class);
  private static final int BATCH = 10;
  private static final long POLL_MILLIS = 200;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final BlockingQueue<UsageEvent> waiting = new LinkedBlockingQueue<>();
  private final Semaphore room;
  private final UsageQueue queue;
  private final UsageJournal journal;
  private final UsageConfig config;
  private final Counter dropped;
  private final Counter sent;
  private final Thread sender;
  private volatile boolean closing;

  /// Starts sending.
  public UsageOutbox(
      UsageQueue queue, UsageJournal journal, UsageConfig config, MeterRegistry registry) {
    this.queue = queue;
    this.journal = journal;
    this.config = config;
    this.room = new Semaphore(config.usageBuffer());
    this.dropped = registry.counter(DROPPED);
    this.sent = registry.counter("corral.usage.sent");
    Gauge.builder("corral.usage.waiting", waiting, BlockingQueue::size).register(registry);
    this.sender = Thread.ofVirtual().name("usage-outbox").start(this::run);
  }

  /// A request is admitted; completes when that is written ahead, or cannot be.
  CompletionStage<Void> opened(UsageEvent event) {
    return journal.open(event);
  }

  /// A request is over. The journal hears of it before the sender can.
  void offer(UsageEvent event) {
    boolean fits = !closing && room.tryAcquire();
    boolean kept = journal.close(event, !fits);
    if (fits) {
      waiting.add(event);
    } else if (!kept) {
      dropped.increment();
    }
  }

  private void run() {
    try {
      while (!closing || !waiting.isEmpty()) {
        List<UsageEvent> batch = next();
        if (!batch.isEmpty()) {
          sendUntilTaken(batch);
          journal.sent(batch);
        }
      }
    } catch (InterruptedException e) {
      LOG.warnf("the usage queue was away until the end: %d events are left", waiting.size());
    }
  }

  /// What waits here goes first; what waits in the journal follows while there is room here.
  private List<UsageEvent> next() throws InterruptedException {
    List<UsageEvent> batch = new ArrayList<>(BATCH);
    if (room.availablePermits() > config.usageBuffer() / 2 && !closing) {
      batch.addAll(journal.leftovers(BATCH / 2));
    }
    UsageEvent first = waiting.poll(batch.isEmpty() ? POLL_MILLIS : 0, TimeUnit.MILLISECONDS);
    if (first != null) {
      int before = batch.size();
      batch.add(first);
      waiting.drainTo(batch, BATCH - batch.size());
      room.release(batch.size() - before);
    }
    return batch;
  }

  private void sendUntilTaken(List<UsageEvent> batch) throws InterruptedException {
    Duration pause = config.usageRetry();
    while (true) {
      try {
        queue.send(batch);
        sent.increment(batch.size());
        return;
      } catch (IOException | RuntimeException e) {
        LOG.warnf("usage events wait, the queue is away: %s", e.getMessage());
        pause(pause, batch);
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
      }
    }
  }

  /// Who is stopped in here leaves its batch to be counted, or to the journal.
  private void pause(Duration pause, List<UsageEvent> batch) throws InterruptedException {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      waiting.addAll(batch);
      throw e;
    }
  }

  /// Sends what is left, for a bounded time; what is left then stays in the journal, or is dropped
  /// where there is none.
  @Override
  public void close() {
    closing = true;
    try {
      if (!sender.join(config.usageFlush())) {
        sender.interrupt();
        sender.join(Duration.ofSeconds(1));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    List<UsageEvent> unsent = new ArrayList<>();
    waiting.drainTo(unsent);
    if (journal == UsageJournal.NONE) {
      dropped.increment(unsent.size());
    }
    journal.close();
  }
}
