package dev.corral.gateway.live;

import dev.corral.gateway.dispatcher.LifecycleEvent;
import dev.corral.gateway.session.CurrentCaller;
import dev.corral.gateway.session.Role;
import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// State changes as they happen.
@Path("/api/v1/events")
@RolesAllowed({Role.USER_NAME, Role.ADMIN_NAME})
@Tag(name = "events")
public class EventsResource {
  private final EventStreams streams;
  private final CurrentCaller current;

  EventsResource(EventStreams streams, CurrentCaller current) {
    this.streams = streams;
    this.current = current;
  }

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Operation(
      operationId = "followEvents",
      summary = "Every state change that you may see (server-sent events)",
      description =
          "`event: lifecycle` carries a LifecycleEvent and its id; `event: reset` says that events"
              + " were missed (the Last-Event-ID is too old), so read the lists again; comments are"
              + " heartbeats. Ends when the token expires.")
  @APIResponse(
      responseCode = "200",
      description = "The stream",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(implementation = LifecycleEvent.class)))
  public Multi<OutboundSseEvent> events(@HeaderParam("Last-Event-ID") @Nullable String last) {
    return streams.open(current.get(), last);
  }
}
