package dev.corral.proxy.job;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/// Runs one prompt as if its owner asked for a whole answer.
@FunctionalInterface
public interface JobRunner {
  /// Runs it; may wait for its model until `deadline`. Always completes with an answer.
  CompletionStage<JobAnswer> run(JobMessage message, byte[] body, Instant deadline);

  /// Longest time from the deadline until any run is over.
  Duration LONGEST = Duration.ofMinutes(20);
}
