package dev.corral.gateway.prompt;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// How far a prompt is, and its answer when it is done.
///
/// @param answer the whole answer, in the dialect of the request
/// @param error why there is none, in the dialect of the request
@Schema(
    requiredProperties = {"job", "owner", "status", "dialect", "model", "created_at", "expires_at"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PromptJob(
    UUID job,
    String owner,
    Status status,
    String dialect,
    String model,
    @JsonProperty("created_at") Instant createdAt,
    @JsonProperty("expires_at") Instant expiresAt,
    @JsonProperty("finished_at") @Nullable Instant finishedAt,
    @JsonProperty("served_by") @Nullable String servedBy,
    @Nullable Map<String, Object> answer,
    @Nullable Map<String, Object> error,
    @Nullable Tokens usage) {

  /// How far it is.
  @Schema(name = "PromptStatus")
  public enum Status {
    queued,
    done,
    failed,
    expired
  }

  /// Tokens of the answer.
  @Schema(
      name = "PromptTokens",
      requiredProperties = {"tokens_in", "tokens_out", "source"})
  public record Tokens(
      @JsonProperty("tokens_in") long tokensIn,
      @JsonProperty("tokens_out") long tokensOut,
      String source) {}
}
