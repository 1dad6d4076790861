package dev.corral.gateway.model;

import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Until when a model must not go idle; at most 24 hours from now.
@Schema(requiredProperties = "until")
public record KeepWarmRequest(@NotNull Instant until) {}
