package dev.corral.gateway.appdoor;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The way into an app, once.
@Schema(requiredProperties = {"url", "expiresAt"})
public record OpenedApp(
    @Schema(description = "Go there with the browser that asked.") String url, Instant expiresAt) {}
