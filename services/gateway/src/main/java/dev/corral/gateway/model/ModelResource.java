package dev.corral.gateway.model;

import dev.corral.gateway.dispatcher.Dispatcher;
import dev.corral.gateway.dispatcher.Model;
import dev.corral.gateway.dispatcher.ModelList;
import dev.corral.gateway.dispatcher.Timeline;
import dev.corral.gateway.model.ModelAccess.Verb;
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

/// Models, for people.
@Path("/api/v1/models")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.USER_NAME, Role.ADMIN_NAME})
@RunOnVirtualThread
@Tag(name = "models")
public class ModelResource {
  private final Dispatcher dispatcher;
  private final VisibleModels visible;
  private final CurrentCaller current;

  ModelResource(Dispatcher dispatcher, VisibleModels visible, CurrentCaller current) {
    this.dispatcher = dispatcher;
    this.visible = visible;
    this.current = current;
  }

  @GET
  @Operation(operationId = "listModels", summary = "Every model that you may see")
  public ModelList list(@QueryParam("terminated") boolean terminated) {
    return visible.list(current.get(), terminated);
  }

  @POST
  @ResponseStatus(202)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(operationId = "launchModel", summary = "Launch a model")
  @APIResponseSchema(
      value = Model.class,
      responseCode = "202",
      responseDescription = "Accepted, and recorded")
  public Model launch(@NotNull @Valid LaunchRequest request) {
    return dispatcher.launch(request.ownedBy(current.get().id()));
  }

  @GET
  @Path("{name}")
  @Operation(operationId = "getModel", summary = "One model, live or as it ended")
  public Model get(@PathParam("name") String name) {
    return visible.require(current.get(), ModelName.fromPath(name), Verb.SEE_AND_WAKE);
  }

  @PATCH
  @Path("{name}")
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(operationId = "changeModel", summary = "Change a model of yours")
  public Model change(@PathParam("name") String name, @NotNull @Valid ModelPatch patch) {
    Caller caller = current.get();
    Model model = visible.require(caller, ModelName.fromPath(name), Verb.CHANGE);
    return dispatcher.patch(model.name(), caller.id(), patch);
  }

  @DELETE
  @Path("{name}")
  @ResponseStatus(202)
  @Operation(
      operationId = "terminateModel",
      summary = "Terminate a model; the receipt appears on its timeline")
  @APIResponseSchema(
      value = Model.class,
      responseCode = "202",
      responseDescription = "Accepted, and recorded")
  public Model terminate(@PathParam("name") String name) {
    Caller caller = current.get();
    Model model = visible.require(caller, ModelName.fromPath(name), Verb.CHANGE);
    return dispatcher.terminate(model.name(), caller.id());
  }

  @POST
  @Path("{name}/wake")
  @ResponseStatus(202)
  @Operation(
      operationId = "wakeModel",
      summary = "Bring a model back; nothing happens if it is there")
  @APIResponseSchema(
      value = Model.class,
      responseCode = "202",
      responseDescription = "Accepted, or there already")
  public Model wake(@PathParam("name") String name) {
    Caller caller = current.get();
    Model model = visible.require(caller, ModelName.fromPath(name), Verb.SEE_AND_WAKE);
    return dispatcher.wake(model.name(), caller.id());
  }

  @POST
  @Path("{name}/stop")
  @ResponseStatus(202)
  @Operation(operationId = "stopModel", summary = "Let a model go idle now")
  @APIResponseSchema(
      value = Model.class,
      responseCode = "202",
      responseDescription = "Accepted, and recorded")
  public Model stop(@PathParam("name") String name) {
    Caller caller = current.get();
    Model model = visible.require(caller, ModelName.fromPath(name), Verb.CHANGE);
    return dispatcher.stop(model.name(), caller.id());
  }

  @POST
  @Path("{name}/keep-warm")
  @ResponseStatus(202)
  @Consumes(MediaType.APPLICATION_JSON)
  @Operation(
      operationId = "keepModelWarm",
      summary = "Keep a model from going idle until an instant")
  @APIResponseSchema(
      value = Model.class,
      responseCode = "202",
      responseDescription = "Accepted, and recorded")
  public Model keepWarm(@PathParam("name") String name, @NotNull @Valid KeepWarmRequest request) {
    Caller caller = current.get();
    Model model = visible.require(caller, ModelName.fromPath(name), Verb.CHANGE);
    return dispatcher.keepWarm(model.name(), caller.id(), request);
  }

  @GET
  @Path("{name}/timeline")
  @Operation(
      operationId = "getModelTimeline",
      summary = "Every step of a model's life, oldest first")
  public Timeline timeline(@PathParam("name") String name) {
    return visible.timeline(current.get(), ModelName.fromPath(name));
  }
}
