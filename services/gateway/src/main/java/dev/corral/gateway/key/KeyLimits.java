package dev.corral.gateway.key;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What one key may use; what is absent is not limited by the key.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KeyLimits(
    @Schema(description = "Requests that may begin within a minute.") @Min(1) @Max(1_000_000)
        @Nullable Integer requestsPerMinute,
    @Schema(description = "Tokens, of prompts and answers, within a minute.")
        @Min(1)
        @Max(1_000_000_000)
        @Nullable Integer tokensPerMinute,
    @Schema(description = "Requests in progress at once.") @Min(1) @Max(10_000)
        @Nullable Integer concurrentStreams) {
  boolean nothing() {
    return requestsPerMinute == null && tokensPerMinute == null && concurrentStreams == null;
  }
}
