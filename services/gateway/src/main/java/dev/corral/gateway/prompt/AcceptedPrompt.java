package dev.corral.gateway.prompt;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A prompt that will be answered, or expire.
///
/// @param status `starting` while the model has to be woken, else `queued`
/// @param statusUrl where the answer will be
@Schema(requiredProperties = {"status", "job", "status_url"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AcceptedPrompt(
    String status,
    @JsonProperty("eta_seconds") @Nullable Integer etaSeconds,
    UUID job,
    @JsonProperty("status_url") String statusUrl) {}
