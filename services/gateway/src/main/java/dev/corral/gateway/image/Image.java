package dev.corral.gateway.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A picture that a model made for somebody.
@Schema(
    requiredProperties = {
      "id",
      "model",
      "operation",
      "size",
      "format",
      "bytes",
      "createdAt",
      "url"
    })
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Image(
    String id,
    String model,
    @Schema(examples = "generate") String operation,
    @Schema(examples = "1024x1024") String size,
    @Schema(examples = "png") String format,
    long bytes,
    Instant createdAt,
    @Schema(description = "Opens the picture for at most five minutes.") String url,
    @Schema(description = "The seed that the model says it used.") @Nullable Long seed,
    @Schema(
            description = "Verdict of the prompt check; absent when there was none.",
            enumeration = {"allowed", "rewritten"})
        @Nullable String check,
    @Schema(description = "Absent when unknown.") @Nullable BigDecimal costUsd,
    @Schema(description = "Who says so, and when.") @Nullable String costSource,
    @Schema(description = "Only where this Corral keeps prompts.") @Nullable String prompt) {}
