package dev.corral.dispatcher.api;

import dev.corral.dispatcher.problem.Problem;
import dev.corral.dispatcher.problem.Problem.FieldError;
import dev.corral.dispatcher.problem.ProblemException;
import dev.corral.dispatcher.resource.Model;
import dev.corral.dispatcher.resource.SpecRules;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// Wake, stop, keep warm: each leaves a durable command on the resource before it answers.
@Path("/internal/models/{name}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Callers.GATEWAY)
public class ModelCommandsEndpoint {
  private static final Duration LONGEST_WARM = Duration.ofHours(24);

  private final Resources<Model> models;
  private final WakeOrders orders;
  private final ModelViews views;
  private final Caller caller;
  private final Clock clock;

  public ModelCommandsEndpoint(
      Resources<Model> models, WakeOrders orders, ModelViews views, Caller caller, Clock clock) {
    this.models = models;
    this.orders = orders;
    this.views = views;
    this.caller = caller;
    this.clock = clock;
  }

  @POST
  @Path("wake")
  @RolesAllowed({Callers.GATEWAY, Callers.PROXY})
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = ModelView.class)))
  @APIResponse(
      responseCode = "200",
      description = "It is active already.",
      content = @Content(schema = @Schema(implementation = ModelView.class)))
  public Response wake(String name) {
    WakeOrders.Outcome outcome = orders.wake(name, caller.principal());
    ModelView view = views.of(outcome.model());
    return switch (outcome.found()) {
      case ACTIVE -> Response.ok(view).build();
      case LAUNCHING -> Response.accepted(view).build();
      case ORDERED, NEEDED -> Response.accepted(view.waking()).build();
    };
  }

  @POST
  @Path("stop")
  @ResponseStatus(202)
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = ModelView.class)))
  public ModelView stop(String name) {
    return views.of(
        command(
            name,
            command -> {
              Integer least = command.resource().getSpec().minReplicas();
              if (least != null && least > 0) {
                throw new ProblemException(
                    new Problem.Conflict(
                        "minReplicas keeps the model running: set it to 0, or suspend the model."));
              }
              command.stop();
            }));
  }

  @POST
  @Path("keep-warm")
  @Consumes(MediaType.APPLICATION_JSON)
  @ResponseStatus(202)
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = ModelView.class)))
  public ModelView keepWarm(String name, ModelForms.@Nullable KeepWarm form) {
    Instant now = clock.instant();
    Instant until = form == null ? null : form.until();
    if (until == null || !until.isAfter(now) || until.isAfter(now.plus(LONGEST_WARM))) {
      throw new ProblemException(
          new Problem.InvalidField(
              List.of(new FieldError("until", "must be a time within the next 24 hours"))));
    }
    return views.of(
        command(
            name,
            command -> {
              refuseSuspended(command.resource());
              command.keepWarm(until);
            }));
  }

  /// What the header `x-corral-idle-timeout` of the owner's request asks for. Saying again what
  /// holds already writes nothing.
  @PUT
  @Path("idle-timeout")
  @RolesAllowed(Callers.PROXY)
  @Consumes(MediaType.APPLICATION_JSON)
  @APIResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = ModelView.class)))
  public ModelView idleTimeout(String name, ModelForms.@Nullable IdleTimeout form) {
    if (form == null) {
      throw new ProblemException(new Problem.MalformedJson());
    }
    String time = form.checked();
    String by = caller.person().orElseThrow(() -> new ProblemException(new Problem.Forbidden()));
    return models
        .find(name)
        .filter(model -> saysSo(model, form, by, time))
        .or(() -> models.edit(name, model -> idlingAfter(model, form, by, time)))
        .map(views::of)
        .orElseThrow(() -> ModelsEndpoint.noModel(name));
  }

  private static boolean saysSo(Model model, ModelForms.IdleTimeout form, String by, String time) {
    refuseOthers(model, form, by);
    String now = Objects.requireNonNull(model.getSpec().defaulted().idleTimeout());
    return SpecRules.duration(now).equals(SpecRules.duration(time));
  }

  private Model idlingAfter(Model model, ModelForms.IdleTimeout form, String by, String time) {
    ModelsEndpoint.refuseLeaving(model);
    if (!saysSo(model, form, by, time)) {
      model.setSpec(model.getSpec().idlingAfter(time));
      new NewCommand<>(model, clock.instant(), by).idleTimeout();
    }
    return model;
  }

  /// Another model may have the name by now, and only its owner says when a model idles.
  private static void refuseOthers(Model model, ModelForms.IdleTimeout form, String by) {
    if (!model.getMetadata().getUid().equals(form.uid())) {
      throw ModelsEndpoint.noModel(model.getMetadata().getName());
    }
    if (!by.equals(model.getSpec().owner())) {
      throw new ProblemException(new Problem.Forbidden());
    }
  }

  private Model command(String name, java.util.function.Consumer<NewCommand<Model>> write) {
    String by = caller.principal();
    return models
        .edit(
            name,
            model -> {
              ModelsEndpoint.refuseLeaving(model);
              write.accept(new NewCommand<>(model, clock.instant(), by));
              return model;
            })
        .orElseThrow(() -> ModelsEndpoint.noModel(name));
  }

  static void refuseSuspended(Model model) {
    ModelsEndpoint.refuseLeaving(model);
    if (Boolean.TRUE.equals(model.getSpec().suspended())) {
      throw new ProblemException(new Problem.Conflict("The model is suspended."));
    }
  }
}
