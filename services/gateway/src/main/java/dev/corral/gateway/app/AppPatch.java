package dev.corral.gateway.app;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.corral.gateway.model.GroupName;
import dev.corral.gateway.model.ModelName;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The fields of an app that its owner may change; absent means unchanged.
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(description = "Absent fields stay as they are.")
public record AppPatch(
    @Size(max = 32)
        @Nullable
            List<
                @NotNull @Pattern(regexp = ModelName.RULE, message = "must be a model's name")
                String>
            models,
    @Size(max = 20)
        @Nullable
            List<@NotNull @Pattern(regexp = GroupName.RULE, message = GroupName.MESSAGE) String>
            sharedWith,
    @Nullable Boolean suspended) {}
