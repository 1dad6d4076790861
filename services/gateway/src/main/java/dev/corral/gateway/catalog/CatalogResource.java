package dev.corral.gateway.catalog;

import dev.corral.gateway.session.PlatformConfig;
import dev.corral.gateway.session.Role;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The catalogue, for the launch dialog.
@Path("/api/v1/catalog")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.USER_NAME, Role.ADMIN_NAME})
@NonBlocking
@Tag(name = "catalog")
public class CatalogResource {
  private final Catalog catalog;

  CatalogResource(PlatformConfig platform) {
    this.catalog = CatalogFile.read().withNotice(platform.notice().orElse(null));
  }

  @GET
  @Operation(operationId = "getCatalog", summary = "App types, engines, compute and model presets")
  public Catalog catalog() {
    return catalog;
  }
}
