package dev.corral.dispatcher.api;

import dev.corral.dispatcher.problem.Problem;
import dev.corral.dispatcher.problem.ProblemException;
import dev.corral.dispatcher.record.RecordArchive;
import dev.corral.dispatcher.record.WorkloadRecord;
import dev.corral.dispatcher.resource.App;
import dev.corral.dispatcher.resource.WorkloadKind;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseStatus;

/// Wake and stop an app, and what happened to it. Apps do not go idle by themselves yet.
@Path("/internal/apps/{name}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Callers.GATEWAY)
public class AppCommandsEndpoint {
  private final LiveResources<App> apps;
  private final RecordArchive archive;
  private final WakeCheck wakeCheck;
  private final AppViews views;
  private final AppRules rules;
  private final Caller caller;

  public AppCommandsEndpoint(
      LiveResources<App> apps,
      RecordArchive archive,
      WakeCheck wakeCheck,
      AppViews views,
      AppRules rules,
      Caller caller) {
    this.apps = apps;
    this.archive = archive;
    this.wakeCheck = wakeCheck;
    this.views = views;
    this.rules = rules;
    this.caller = caller;
  }

  @POST
  @Path("wake")
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = AppView.class)))
  @APIResponse(
      responseCode = "200",
      description = "It is active already.",
      content = @Content(schema = @Schema(implementation = AppView.class)))
  public Response wake(String name) {
    App app = apps.require(name);
    refuseSuspended(app);
    return switch (wakeCheck.of(app)) {
      case ACTIVE -> Response.ok(views.of(app)).build();
      case LAUNCHING, ORDERED -> Response.accepted(views.of(app)).build();
      case NEEDED -> {
        String by = caller.principal();
        var woken =
            rules.wake(
                app.getSpec(),
                by,
                () -> views.of(apps.command(name, by, NewCommand::wake)).waking());
        yield Response.accepted(woken).build();
      }
    };
  }

  @POST
  @Path("stop")
  @ResponseStatus(202)
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = AppView.class)))
  public AppView stop(String name) {
    return views.of(apps.command(name, caller.principal(), NewCommand::stop));
  }

  @GET
  @Path("timeline")
  public Items<TimelineEndpoint.Entry> timeline(String name) {
    String uid =
        apps.resources()
            .find(name)
            .map(app -> app.getMetadata().getUid())
            .or(() -> archive.latest(WorkloadKind.APP, name).map(WorkloadRecord::uid))
            .orElseThrow(apps::missing);
    return new Items<>(archive.timeline(uid).stream().map(TimelineEndpoint.Entry::of).toList());
  }

  private void refuseSuspended(App app) {
    apps.refuseLeaving(app);
    if (app.getSpec().onHold()) {
      throw new ProblemException(new Problem.Conflict("The app is suspended."));
    }
  }
}
