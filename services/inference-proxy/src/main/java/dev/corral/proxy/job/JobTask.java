package dev.corral.proxy.job;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import software.amazon.awssdk.services.sqs.model.Message;

/// Sees one job to its end: runs it unless it has ended, keeps its end, and only then lets its
/// message go.
final class JobTask {
  private static final int PAUSES = 12; // of the longest that fit into the time to live
  private static final Duration STORE_DEADLINE = Duration.ofSeconds(30);

  private final JobQueue queue;
  private final JobStore store;
  private final JobConfig config;
  private final Clock clock;
  private final MeterRegistry registry;

  JobTask(JobQueue queue, JobStore store, JobConfig config, Clock clock, MeterRegistry registry) {
    this.queue = queue;
    this.store = store;
    this.config = config;
    this.clock = clock;
    this.registry = registry;
  }

  void see(Message letter, JobMessage message, JobRunner runner)
      throws IOException, InterruptedException, ExecutionException, TimeoutException {
    Optional<JobStore.Kept> kept = await(store.find(message.job()));
    if (kept.isEmpty() || !kept.get().record().open()) {
      await(queue.delete(letter)); // it came twice
      return;
    }
    Instant deadline = Instant.parse(message.deadline());
    if (clock.instant().isAfter(deadline)) {
      end(letter, kept.get(), JobRecord.Status.expired, JobAnswer.NONE);
      return;
    }
    byte[] body = PackedBody.unpack(message.body(), config.maxBodyBytes());
    JobAnswer answer = awake(letter, runner.run(message, body, deadline), deadline);
    settle(letter, kept.get(), answer, deadline);
  }

  /// Waits for a run, and keeps its message from everybody else meanwhile.
  private JobAnswer awake(Message letter, CompletionStage<JobAnswer> run, Instant deadline)
      throws InterruptedException, ExecutionException, TimeoutException {
    Instant last = deadline.plus(JobRunner.LONGEST);
    long pause = Math.max(1, config.visibility().toMillis() / 3);
    while (true) {
      try {
        return run.toCompletableFuture().get(pause, TimeUnit.MILLISECONDS);
      } catch (TimeoutException stillRunning) {
        if (clock.instant().isAfter(last)) {
          throw stillRunning;
        }
        queue.hide(letter, config.visibility());
      }
    }
  }

  private void settle(Message letter, JobStore.Kept kept, JobAnswer answer, Instant deadline)
      throws InterruptedException, ExecutionException, TimeoutException {
    if (answer.answer() != null) {
      end(letter, kept, JobRecord.Status.done, answer);
    } else if (answer.again().isEmpty()) {
      end(letter, kept, JobRecord.Status.failed, answer);
    } else {
      again(letter, kept, answer, deadline);
    }
  }

  /// The last run is within the last second before the deadline, and its problem is kept.
  private void again(Message letter, JobStore.Kept kept, JobAnswer answer, Instant deadline)
      throws InterruptedException, ExecutionException, TimeoutException {
    Duration left = Duration.between(clock.instant(), deadline);
    if (left.toSeconds() < 1) {
      end(letter, kept, JobRecord.Status.expired, answer);
    } else {
      Duration asked = answer.again().orElseThrow();
      Duration pause = pause(asked, JobQueue.times(letter), config.timeToLive());
      await(queue.hide(letter, pause.compareTo(left) < 0 ? pause : left));
    }
  }

  /// Grows with each run: a queue takes what is taken very often for poison, and puts it aside.
  static Duration pause(Duration asked, int times, Duration timeToLive) {
    Duration longest = timeToLive.dividedBy(PAUSES);
    Duration grown = Duration.ofSeconds(1L << Math.min(times - 1, 20));
    Duration least = grown.compareTo(longest) < 0 ? grown : longest;
    return asked.compareTo(least) < 0 ? least : asked;
  }

  private void end(Message letter, JobStore.Kept kept, JobRecord.Status how, JobAnswer answer)
      throws InterruptedException, ExecutionException, TimeoutException {
    JobRecord ended = kept.record().ended(how, answer, clock.instant());
    boolean ours = await(store.replace(ended, kept.tag()));
    if (ours) {
      registry.counter("corral.jobs", "outcome", how.name()).increment();
    }
    await(queue.delete(letter));
  }

  private static <T> T await(CompletionStage<T> call)
      throws InterruptedException, ExecutionException, TimeoutException {
    return call.toCompletableFuture().get(STORE_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
