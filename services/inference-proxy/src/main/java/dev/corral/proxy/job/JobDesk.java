package dev.corral.proxy.job;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.proxy.admission.KeyProof;
import dev.corral.proxy.admission.Principal;
import dev.corral.proxy.dialect.Operation;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jboss.logging.Logger;

/// Accepts jobs and tells their owners how far they are. A job is accepted when both its record and
/// its message are durable.
public final class JobDesk {
  private static final Logger LOG = Logger.getLogger(JobDesk.class);

  private final JobStore store;
  private final JobQueue queue;
  private final JobConfig config;
  private final ObjectMapper json;
  private final Clock clock;

  /// What is asked, in one dialect.
  ///
  /// @param body the request as one whole answer is asked for
  /// @param key that it came with, if it was one
  public record Asked(
      String requestId, Operation operation, String model, byte[] body, Optional<KeyProof> key) {}

  /// Over these two.
  public JobDesk(JobStore store, JobQueue queue, JobConfig config, ObjectMapper json, Clock clock) {
    this.store = store;
    this.queue = queue;
    this.config = config;
    this.json = json;
    this.clock = clock;
  }

  /// The job's id once it is durable, or the problem to answer with.
  public CompletionStage<UUID> accept(Principal who, Asked asked) {
    if (asked.body().length > config.maxBodyBytes()) {
      return tooLarge();
    }
    Instant now = clock.instant();
    JobMessage message =
        new JobMessage(
            UUID.randomUUID(),
            asked.requestId(),
            asked.operation(),
            asked.model(),
            who,
            PackedBody.pack(asked.body()),
            now.plus(config.timeToLive()).toString(),
            asked.key().orElse(null));
    String text = text(message);
    if (text.getBytes(StandardCharsets.UTF_8).length > JobQueue.LONGEST) {
      return tooLarge();
    }
    return store
        .create(JobRecord.queued(message, now))
        .thenCompose(kept -> queue.send(text))
        .handle((sent, failure) -> {
          if (failure != null) {
            LOG.warnf("a job could not be accepted: %s", failure.getClass().getSimpleName());
            store.remove(message.job());
            throw new ProblemException(new Problem.StorageUnavailable());
          }
          return message.job();
        });
  }

  private CompletionStage<UUID> tooLarge() {
    return CompletableFuture.failedFuture(
        new ProblemException(new Problem.BodyTooLarge(config.maxBodyBytes())));
  }

  private String text(JobMessage message) {
    try {
      return json.writeValueAsString(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /// A job of this owner; nothing if there is none, or it is somebody else's. Fails when the store
  /// is away.
  public CompletionStage<Optional<JobRecord>> find(UUID job, String owner) {
    return store
        .find(job)
        .thenApply(found ->
            found
                .map(JobStore.Kept::record)
                .filter(record -> record.owner().equals(owner))
                .map(record -> record.at(clock.instant())));
  }
}
