package dev.corral.proxy.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.model.Message;

/// Takes jobs from the queue, a bounded number at once, and sees each to its end. A message is
/// deleted only when its job's end is kept; whoever dies before leaves it to the next.
public final class JobWorker implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(JobWorker.class);
  private static final int BATCH = 10;
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration LAST_WORDS = Duration.ofSeconds(10);

  private final JobQueue queue;
  private final JobTask task;
  private final JobConfig config;
  private final ObjectMapper json;
  private final MeterRegistry registry;
  private final Semaphore room;
  private @Nullable Thread poller;
  private volatile boolean closing;

  /// Not started yet.
  public JobWorker(
      JobQueue queue,
      JobStore store,
      JobConfig config,
      ObjectMapper json,
      Clock clock,
      MeterRegistry registry) {
    this.queue = queue;
    this.task = new JobTask(queue, store, config, clock, registry);
    this.config = config;
    this.json = json;
    this.registry = registry;
    this.room = new Semaphore(config.concurrency());
  }

  /// Begins to take jobs and run them.
  public void start(JobRunner runner) {
    poller = Thread.ofVirtual().name("jobs").start(() -> poll(runner));
  }

  private void poll(JobRunner runner) {
    try {
      while (!closing) {
        room.acquire();
        room.release();
        int most = Math.min(BATCH, Math.max(1, room.availablePermits()));
        for (Message message : receive(most)) {
          room.acquire();
          Thread.ofVirtual().name("job").start(() -> handle(message, runner));
        }
      }
    } catch (InterruptedException e) {
      LOG.debug("no more jobs are taken");
    }
  }

  private List<Message> receive(int most) throws InterruptedException {
    try {
      return queue
          .receive(most, config.poll(), config.visibility())
          .get(config.poll().toMillis() + 10_000, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warnf("jobs cannot be taken, the queue is away: %s", e.getClass().getSimpleName());
      Thread.sleep(PAUSE);
      return List.of();
    }
  }

  private void handle(Message message, JobRunner runner) {
    try {
      task.see(message, read(message), runner);
    } catch (JsonProcessingException e) {
      count("unreadable");
      LOG.error("a message on the queue of prompts is no job; it is put aside");
      queue.bury(message);
    } catch (IOException | TimeoutException | ExecutionException e) {
      count("retried"); // it becomes visible again by itself
      LOG.warnf("a job could not be seen to its end: %s", e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      room.release();
    }
  }

  private JobMessage read(Message message) throws JsonProcessingException {
    JobMessage read = json.readValue(message.body(), JobMessage.class);
    if (read == null || read.job() == null || read.body() == null || read.deadline() == null) {
      throw new com.fasterxml.jackson.databind.JsonMappingException(null, "not a job");
    }
    return read;
  }

  private void count(String outcome) {
    registry.counter("corral.jobs", "outcome", outcome).increment();
  }

  /// Takes no more jobs.
  public void stop() {
    closing = true;
    Thread taking = poller;
    if (taking != null) {
      taking.interrupt();
    }
  }

  /// Waits, for a bounded time, until the ends of the jobs that ran are kept.
  @Override
  public void close() {
    stop();
    try {
      if (!room.tryAcquire(config.concurrency(), LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("jobs were still running at the end; another replica takes them");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
