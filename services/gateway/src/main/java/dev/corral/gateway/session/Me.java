package dev.corral.gateway.session;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The caller, as the console shows them.
@Schema(requiredProperties = {"id", "name", "roles", "groups"})
public record Me(
    String id,
    String name,
    @Schema(description = "admin, user") List<String> roles,
    List<String> groups) {}
