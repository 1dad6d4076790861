package dev.corral.gateway.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The fields of a model that its owner may change; absent means unchanged.
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "Absent fields stay as they are.")
public record ModelPatch(
    @Pattern(regexp = IdleTimeout.RULE, message = IdleTimeout.MESSAGE) @Nullable String idleTimeout,
    @Min(0) @Max(10) @Nullable Integer minReplicas,
    @Min(1) @Max(10) @Nullable Integer maxReplicas,
    @Min(1) @Max(1000) @Nullable Integer targetRequests,
    @Min(128) @Max(1_048_576) @Nullable Integer contextLength,
    @Size(max = 20)
        @Nullable
            List<@NotNull @Pattern(regexp = GroupName.RULE, message = GroupName.MESSAGE) String>
            sharedWith,
    @Nullable Boolean suspended) {}
