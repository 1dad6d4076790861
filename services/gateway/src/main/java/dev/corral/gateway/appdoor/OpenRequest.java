package dev.corral.gateway.appdoor;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What the console sends when an app has asked who is there.
@Schema(
    requiredProperties = "nonce",
    description = "The app's address sends people here with both values.")
public record OpenRequest(
    @NotNull
        @Pattern(regexp = "[A-Za-z0-9_-]{43}", message = "must be the nonce that the app sent")
        @Schema(description = "Ties the ticket to the browser that asked for it.")
        String nonce,
    @Pattern(regexp = AppPath.RULE, message = "must be a path of the app")
        @Schema(description = "Where to go in the app. Default: the page it starts on.")
        @Nullable String to) {}
