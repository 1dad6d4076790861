package dev.corral.dispatcher.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.corral.dispatcher.discovery.Discovery;
import dev.corral.dispatcher.discovery.Rounds;
import dev.corral.dispatcher.problem.Problem;
import dev.corral.dispatcher.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseStatus;

/// What Bedrock offers, and the wish to look again.
@Path("/internal/discovery")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Callers.GATEWAY)
public class DiscoveryEndpoint {
  private final Discovery discovery;

  public DiscoveryEndpoint(Discovery discovery) {
    this.discovery = discovery;
  }

  @GET
  public DiscoveryView get() {
    return DiscoveryView.of(discovery.report());
  }

  /// Looks again, unless that is being done or was done less than a minute ago.
  @POST
  @Path("refresh")
  @ResponseStatus(202)
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = Refresh.class)))
  public Refresh refresh() {
    Rounds.Start start =
        discovery
            .refresh()
            .orElseThrow(
                () -> new ProblemException(new Problem.Conflict("Discovery is off here.")));
    return new Refresh(start);
  }

  /// What became of the wish.
  @Schema(name = "DiscoveryRefresh")
  public record Refresh(@JsonProperty(required = true) Rounds.Start refresh) {}
}
