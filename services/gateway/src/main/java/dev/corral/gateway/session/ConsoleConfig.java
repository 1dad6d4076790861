package dev.corral.gateway.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// What the console must know before anyone is signed in.
@Schema(requiredProperties = {"issuer", "clientId", "scopes"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConsoleConfig(
    String issuer, String clientId, String scopes, @Nullable String notice) {}
