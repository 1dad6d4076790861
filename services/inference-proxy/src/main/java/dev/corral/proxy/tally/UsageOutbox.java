package dev.corral.proxy.tally;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Takes usage events from the data path without ever making it wait, and sends them in the
/// background until the queue has them. When more wait than fit, the newest are dropped and counted
/// in `corral.usage.dropped`: the only way in which an event is lost without a crash.
public final class UsageOutbox implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(UsageOutbox.class);
  private static final int BATCH = 10;
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final BlockingQueue<UsageEvent> waiting;
  private final UsageQueue queue;
  private final UsageConfig config;
  private final Counter dropped;
  private final Counter sent;
  private final Thread sender;
  private volatile boolean closing;

  /// Starts sending.
  public UsageOutbox(UsageQueue queue, UsageConfig config, MeterRegistry registry) {
    this.queue = queue;
    this.config = config;
    this.waiting = new ArrayBlockingQueue<>(config.usageBuffer());
    this.dropped = registry.counter("corral.usage.dropped");
    this.sent = registry.counter("corral.usage.sent");
    Gauge.builder("corral.usage.waiting", waiting, BlockingQueue::size).register(registry);
    this.sender = Thread.ofVirtual().name("usage-outbox").start(this::run);
  }

  void offer(UsageEvent event) {
    if (closing || !waiting.offer(event)) {
      dropped.increment();
    }
  }

  private void run() {
    List<UsageEvent> batch = new ArrayList<>(BATCH);
    try {
      while (!closing || !waiting.isEmpty()) {
        UsageEvent first = waiting.poll(200, TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          waiting.drainTo(batch, BATCH - 1);
          sendUntilTaken(batch);
          batch.clear();
        }
      }
    } catch (InterruptedException e) {
      dropped.increment(batch.size());
      LOG.warnf("%d usage events could not be sent before the end", batch.size() + waiting.size());
    }
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
        Thread.sleep(pause);
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
      }
    }
  }

  /// Sends what is left, for a bounded time; what is left then, and what comes later, is dropped.
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
    dropped.increment(unsent.size());
  }
}
