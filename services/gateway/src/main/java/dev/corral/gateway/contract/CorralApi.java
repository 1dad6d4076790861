package dev.corral.gateway.contract;

import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/// The title page of the API.
@OpenAPIDefinition(
    info =
        @Info(
            title = "Corral",
            version = "1",
            description = "The management API: models, keys, usage and live events.",
            license = @License(name = "Apache-2.0")))
@SecurityScheme(
    securitySchemeName = "people",
    type = SecuritySchemeType.HTTP,
    scheme = "bearer",
    bearerFormat = "JWT",
    description = "Access token of the people's issuer.")
public class CorralApi extends Application {}
