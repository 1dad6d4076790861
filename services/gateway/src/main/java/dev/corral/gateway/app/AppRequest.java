package dev.corral.gateway.app;

import dev.corral.gateway.dispatcher.AppLaunch;
import dev.corral.gateway.model.GroupName;
import dev.corral.gateway.model.ModelName;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What a person sends to launch an app. It has no field that the platform owns.
@Schema(
    requiredProperties = {"name", "type"},
    description = "Only name and type are needed; the rest has defaults.")
public record AppRequest(
    @NotNull
        @Pattern(
            regexp = ModelName.RULE,
            message = "must be lower case letters, digits and '-', at most 40")
        @Size(max = 40)
        String name,
    @NotNull
        @Pattern(
            regexp = "open-webui|flowise|litellm",
            message = "must be one of open-webui, flowise, litellm")
        @Schema(enumeration = {"open-webui", "flowise", "litellm"})
        String type,
    @Size(max = 32)
        @Schema(description = "Models that it may talk to. Default: all that you may use.")
        @Nullable
            List<
                @NotNull @Pattern(regexp = ModelName.RULE, message = "must be a model's name")
                String>
            models,
    @Pattern(regexp = ModelName.RULE, message = "must be a flavour of the app's type")
        @Schema(description = "What to start with; the catalogue lists the flavours.")
        @Nullable String flavour,
    @Pattern(regexp = "fsap-[0-9a-f]{8,40}", message = "must be the id of an access point, fsap-…")
        @Schema(description = "An EFS access point to keep its data on; for admins only.")
        @Nullable String storage,
    @Size(max = 20)
        @Nullable
            List<@NotNull @Pattern(regexp = GroupName.RULE, message = GroupName.MESSAGE) String>
            sharedWith) {
  /// The launch for `owner`.
  AppLaunch ownedBy(String owner) {
    return new AppLaunch(
        name,
        type,
        owner,
        Objects.requireNonNullElse(models, List.of()),
        storage,
        flavour,
        Objects.requireNonNullElse(sharedWith, List.of()));
  }
}
