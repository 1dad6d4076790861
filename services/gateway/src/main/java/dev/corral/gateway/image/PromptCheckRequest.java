package dev.corral.gateway.image;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// A prompt to judge before it is used.
@Schema(requiredProperties = {"prompt", "kind"})
public record PromptCheckRequest(
    @NotNull @Size(min = 1, max = 10_000) String prompt,
    @NotNull
        @Pattern(regexp = "image|text", message = "must be image or text")
        @Schema(description = "What the prompt is for: `image` or `text`.")
        String kind) {}
