package dev.corral.gateway.key;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What a person sends to get a key. It has no field that the platform owns.
@Schema(requiredProperties = "name")
public record KeyRequest(
    @NotNull
        @Size(min = 1, max = 60)
        @Pattern(regexp = "[^\\p{Cntrl}]*", message = "must not have control characters")
        String name,
    @Size(min = 1, max = 20)
        @Schema(description = "Model names, or `*` alone for all that you may use. Default: `*`.")
        @Nullable
            List<
                @NotNull
                @Pattern(
                    regexp = "\\*|[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?",
                    message = "must be * or a model's name")
                String>
            models,
    @Size(min = 1, max = 3) @Schema(description = "Default: all.")
        @Nullable
            List<
                @NotNull
                @Pattern(
                    regexp = "openai|anthropic|ollama",
                    message = "must be openai, anthropic or ollama")
                String>
            dialects,
    @Schema(description = "Default: the longest time this Corral allows, if it has one.")
        @Nullable Instant expiresAt,
    @Schema(description = "Default: only the limits of this Corral.") @Valid
        @Nullable KeyLimits limits,
    @Schema(description = "What may be spent with it, in EUR. Default: no budget of its own.")
        @DecimalMin("0.01")
        @DecimalMax("1000000")
        @Digits(integer = 7, fraction = 2)
        @Nullable BigDecimal budgetEur) {}
