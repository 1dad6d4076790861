package dev.corral.proxy.job;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What is kept of a job, and what its owner is told.
///
/// @param servedBy the model that answered
/// @param answer the whole answer in the dialect of the request
/// @param error the dialect's error body
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record JobRecord(
    UUID job,
    String owner,
    Status status,
    String dialect,
    String model,
    String createdAt,
    String expiresAt,
    @Nullable String finishedAt,
    @Nullable String servedBy,
    @Nullable JsonNode answer,
    @Nullable JsonNode error,
    @Nullable Usage usage) {

  /// How far it is.
  public enum Status {
    queued,
    done,
    failed,
    expired
  }

  /// Tokens of the answer.
  ///
  /// @param source `exact`, `estimated` or `unknown`
  @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
  public record Usage(long tokensIn, long tokensOut, String source) {}

  /// A job that was just accepted.
  static JobRecord queued(JobMessage message, Instant now) {
    return new JobRecord(
        message.job(),
        message.principal().id(),
        Status.queued,
        message.operation().dialect().id(),
        message.model(),
        now.toString(),
        message.deadline(),
        null,
        null,
        null,
        null,
        null);
  }

  boolean open() {
    return status == Status.queued;
  }

  /// This job as it ended.
  JobRecord ended(Status how, JobAnswer answer, Instant now) {
    return new JobRecord(
        job,
        owner,
        how,
        dialect,
        model,
        createdAt,
        expiresAt,
        now.toString(),
        answer.servedBy(),
        answer.answer(),
        answer.error(),
        answer.usage());
  }

  /// This job as its owner is told at `now`: a message may be lost, a deadline not.
  public JobRecord at(Instant now) {
    return open() && now.isAfter(Instant.parse(expiresAt).plusSeconds(GRACE_SECONDS))
        ? ended(Status.expired, JobAnswer.NONE, Instant.parse(expiresAt))
        : this;
  }

  /// Longest time from the deadline until the end of an answer that began before it.
  private static final long GRACE_SECONDS = 600;
}
