package dev.corral.gateway.dispatcher;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// One step of a model's life.
@Schema(requiredProperties = {"id", "uid", "at", "from", "to"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TimelineEntry(
    String id,
    String uid,
    Instant at,
    String from,
    String to,
    @Nullable String phase,
    @Nullable String reason,
    @Nullable String message,
    @Nullable String principal,
    @Nullable Receipt receipt) {
  /// What was removed at the end, and how long it had run.
  @Schema(requiredProperties = {"removed"})
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Receipt(
      List<String> removed,
      @Schema(description = "What is still there, like an app's data.") @Nullable List<String> kept,
      @Nullable Long runSeconds,
      @Nullable Instant launchedAt,
      @Nullable Instant terminatedAt) {}
}
