package dev.corral.gateway.appdoor;

import dev.corral.gateway.dispatcher.AppDoor;
import dev.corral.gateway.model.ModelName;
import dev.corral.gateway.problem.Problem;
import dev.corral.gateway.problem.ProblemException;
import dev.corral.gateway.session.Caller;
import dev.corral.gateway.session.CurrentCaller;
import dev.corral.gateway.session.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Lets a person who is signed in at the console into an app.
@Path("/api/v1/apps/{name}/open")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.USER_NAME, Role.ADMIN_NAME})
@RunOnVirtualThread
@Tag(name = "apps")
public class OpenAppResource {
  private final KnownApps apps;
  private final AppHosts hosts;
  private final GuestBook book;
  private final AppDoorConfig config;
  private final CurrentCaller current;
  private final Clock clock;

  OpenAppResource(
      KnownApps apps,
      AppHosts hosts,
      GuestBook book,
      AppDoorConfig config,
      CurrentCaller current,
      Clock clock) {
    this.apps = apps;
    this.hosts = hosts;
    this.book = book;
    this.config = config;
    this.current = current;
    this.clock = clock;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(operationId = "openApp", summary = "A ticket into an app, for the browser that asked")
  public OpenedApp open(@PathParam("name") String name, @NotNull @Valid OpenRequest request) {
    if (!hosts.isOpen()) {
      throw new ProblemException(
          new Problem.NotConfigured(
              "Apps have no address here: corral.apps.domain and corral.apps.console-url are not set."));
    }
    Caller caller = current.get();
    AppDoor door = apps.now(ModelName.fromPath(name), caller.id());
    Guest guest = Guest.of(caller, door.app().name(), door.app().uid());
    if (!guest.mayEnter(door)) {
      throw new ProblemException(
          caller.isAdmin()
              ? new Problem.Forbidden(
                  "Only its owner and those it is shared with may enter an app.")
              : new Problem.NotFound());
    }
    String ticket = book.ticket(guest, request.nonce(), config.ticketLife());
    String to = request.to() == null || request.to().equals("/") ? door.startPath() : request.to();
    return new OpenedApp(
        hosts.origin(guest.app())
            + Entrance.ENTER
            + "?ticket="
            + ticket
            + "&to="
            + URLEncoder.encode(to, StandardCharsets.US_ASCII),
        clock.instant().plus(config.ticketLife()));
  }
}
