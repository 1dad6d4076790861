package dev.corral.gateway.app;

import dev.corral.gateway.dispatcher.App;
import dev.corral.gateway.dispatcher.AppList;
import dev.corral.gateway.dispatcher.Apps;
import dev.corral.gateway.dispatcher.Timeline;
import dev.corral.gateway.key.AppKeyRing;
import dev.corral.gateway.model.ModelAccess.Verb;
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
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/// Apps, for people.
@Path("/api/v1/apps")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.USER_NAME, Role.ADMIN_NAME})
@RunOnVirtualThread
@Tag(name = "apps")
public class AppResource {
  private final Apps apps;
  private final VisibleApps visible;
  private final AppKeyRing keys;
  private final CurrentCaller current;

  AppResource(Apps apps, VisibleApps visible, AppKeyRing keys, CurrentCaller current) {
    this.apps = apps;
    this.visible = visible;
    this.keys = keys;
    this.current = current;
  }

  @GET
  @Operation(operationId = "listApps", summary = "Every app that you may see")
  public AppList list(@QueryParam("terminated") boolean terminated) {
    return visible.list(current.get(), terminated);
  }

  @POST
  @ResponseStatus(202)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(operationId = "launchApp", summary = "Launch an app, with a key of its own")
  @APIResponseSchema(
      value = App.class,
      responseCode = "202",
      responseDescription = "Accepted, and recorded")
  public App launch(@NotNull @Valid AppRequest request) {
    Caller caller = current.get();
    if (request.storage() != null && !caller.isAdmin()) {
      throw new ProblemException(
          new Problem.InvalidField("storage", "only admins may name an access point"));
    }
    // The key that the dispatcher registers for the app speaks with these.
    keys.remember(caller.id(), caller.groups().stream().sorted().toList());
    return apps.launch(request.ownedBy(caller.id()));
  }

  @GET
  @Path("{name}")
  @Operation(operationId = "getApp", summary = "One app, live or as it ended")
  public App get(@PathParam("name") String name) {
    return visible.require(current.get(), ModelName.fromPath(name), Verb.SEE_AND_WAKE);
  }

  @PATCH
  @Path("{name}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(operationId = "changeApp", summary = "Change an app of yours")
  public App change(@PathParam("name") String name, @NotNull @Valid AppPatch patch) {
    Caller caller = current.get();
    App app = visible.require(caller, ModelName.fromPath(name), Verb.CHANGE);
    return apps.patch(app.name(), caller.id(), patch);
  }

  @DELETE
  @Path("{name}")
  @ResponseStatus(202)
  @Operation(
      operationId = "terminateApp",
      summary = "Terminate an app and its key; the receipt appears on its timeline")
  @APIResponseSchema(
      value = App.class,
      responseCode = "202",
      responseDescription = "Accepted, and recorded")
  public App terminate(@PathParam("name") String name) {
    Caller caller = current.get();
    App app = visible.require(caller, ModelName.fromPath(name), Verb.CHANGE);
    return apps.terminate(app.name(), caller.id());
  }

  @POST
  @Path("{name}/wake")
  @ResponseStatus(202)
  @Operation(operationId = "wakeApp", summary = "Bring an app back; nothing happens if it is there")
  @APIResponseSchema(
      value = App.class,
      responseCode = "202",
      responseDescription = "Accepted, or there already")
  public App wake(@PathParam("name") String name) {
    Caller caller = current.get();
    App app = visible.require(caller, ModelName.fromPath(name), Verb.SEE_AND_WAKE);
    return apps.wake(app.name(), caller.id());
  }

  @POST
  @Path("{name}/stop")
  @ResponseStatus(202)
  @Operation(operationId = "stopApp", summary = "Stop an app now; its data is kept")
  @APIResponseSchema(
      value = App.class,
      responseCode = "202",
      responseDescription = "Accepted, and recorded")
  public App stop(@PathParam("name") String name) {
    Caller caller = current.get();
    App app = visible.require(caller, ModelName.fromPath(name), Verb.CHANGE);
    return apps.stop(app.name(), caller.id());
  }

  @GET
  @Path("{name}/timeline")
  @Operation(operationId = "getAppTimeline", summary = "Every step of an app's life, oldest first")
  public Timeline timeline(@PathParam("name") String name) {
    return visible.timeline(current.get(), ModelName.fromPath(name));
  }
}
