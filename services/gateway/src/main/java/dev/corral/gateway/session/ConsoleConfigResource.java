package dev.corral.gateway.session;

import io.smallrye.common.annotation.NonBlocking;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The only thing that is told to everyone.
@Path("/console-config.json")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@NonBlocking
@Tag(name = "session")
public class ConsoleConfigResource {
  private final ConsoleConfig config;

  ConsoleConfigResource(PeopleConfig people, PlatformConfig platform) {
    this.config =
        new ConsoleConfig(
            people.issuer(),
            people.clientIds().getFirst(),
            "openid profile",
            platform.notice().orElse(null));
  }

  @GET
  @Operation(operationId = "getConsoleConfig", summary = "Where and how to sign in")
  public ConsoleConfig config() {
    return config;
  }
}
