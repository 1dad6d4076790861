package dev.corral.gateway.problem;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// One field of a request that was refused, by its path in the body.
@Schema(requiredProperties = {"field", "message"})
public record FieldError(String field, String message) {}
