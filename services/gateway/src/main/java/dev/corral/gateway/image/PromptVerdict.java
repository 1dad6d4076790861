package dev.corral.gateway.image;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What the judge says.
@Schema(requiredProperties = {"verdict", "reason"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PromptVerdict(
    @Schema(enumeration = {"allowed", "rewritten", "blocked"}) String verdict,
    String reason,
    @Schema(description = "The words to use instead, when it was rewritten.")
        @Nullable String prompt) {}
