package dev.corral.proxy.job;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How one run of a job ended.
///
/// @param again the pause after which another run makes sense; empty when this was the last one
public record JobAnswer(
    @Nullable String servedBy,
    @Nullable JsonNode answer,
    @Nullable JsonNode error,
    JobRecord.@Nullable Usage usage,
    Optional<Duration> again) {

  /// Nothing was said.
  static final JobAnswer NONE = new JobAnswer(null, null, null, null, Optional.empty());
}
