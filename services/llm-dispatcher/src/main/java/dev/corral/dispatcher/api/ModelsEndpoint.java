package dev.corral.dispatcher.api;

import dev.corral.dispatcher.problem.Problem;
import dev.corral.dispatcher.problem.ProblemException;
import dev.corral.dispatcher.record.RecordArchive;
import dev.corral.dispatcher.resource.Commands;
import dev.corral.dispatcher.resource.Model;
import dev.corral.dispatcher.resource.ModelSpec;
import dev.corral.dispatcher.resource.WorkloadKind;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// Models: create, read, change, delete.
@Path("/internal/models")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Callers.GATEWAY)
public class ModelsEndpoint {

  private final Resources<Model> models;
  private final RecordArchive archive;
  private final ModelViews views;
  private final LaunchCheck launch;
  private final Caller caller;
  private final LaunchGate gate;

  public ModelsEndpoint(
      Resources<Model> models,
      RecordArchive archive,
      ModelViews views,
      LaunchCheck launch,
      Caller caller,
      LaunchGate gate) {
    this.gate = gate;
    this.models = models;
    this.archive = archive;
    this.views = views;
    this.launch = launch;
    this.caller = caller;
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @ResponseStatus(202)
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = ModelView.class)))
  public ModelView create(ModelForms.@Nullable Create form) {
    if (form == null) {
      throw new ProblemException(new Problem.MalformedJson());
    }
    var model = new Model();
    model.setSpec(form.spec(launch));
    // From the first moment on nothing is removed without a receipt.
    var meta =
        new ObjectMetaBuilder().withName(form.name()).addToFinalizers(WorkloadKind.FINALIZER);
    String by = caller.principal();
    model.setMetadata(meta.addToAnnotations(Commands.CREATED_BY, by).build());
    return views.of(gate.create(model.getSpec().defaulted(), by, () -> models.create(model)));
  }

  @GET
  public Items<ModelView> list(
      @QueryParam("terminated") @DefaultValue("false") boolean terminated) {
    var items = new ArrayList<ModelView>();
    var live = new HashSet<String>();
    for (Model model : models.list()) {
      live.add(model.getMetadata().getUid());
      items.add(views.of(model));
    }
    if (terminated) {
      archive.inState("terminated").stream()
          .filter(record -> record.spec().kind() == WorkloadKind.MODEL)
          .filter(record -> !live.contains(record.uid()))
          .forEach(record -> items.add(views.of(record)));
    }
    return new Items<>(items);
  }

  @GET
  @Path("{name}")
  @RolesAllowed({Callers.GATEWAY, Callers.PROXY})
  public ModelView get(String name) {
    return models
        .find(name)
        .map(views::of)
        .or(() -> archive.latest(WorkloadKind.MODEL, name).map(views::of))
        .orElseThrow(() -> noModel(name));
  }

  @PATCH
  @Path("{name}")
  @Consumes(MediaType.APPLICATION_JSON)
  public ModelView patch(String name, ModelForms.@Nullable Patch form) {
    if (form == null) {
      throw new ProblemException(new Problem.MalformedJson());
    }
    return models
        .edit(
            name,
            model -> {
              refuseLeaving(model);
              model.setSpec(form.over(model.getSpec().defaulted()));
              refuseAdapters(name, model.getSpec());
              return model;
            })
        .map(views::of)
        .orElseThrow(() -> noModel(name));
  }

  @DELETE
  @Path("{name}")
  @ResponseStatus(202)
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = ModelView.class)))
  public ModelView delete(String name) {
    String by = caller.principal();
    var marked = models.edit(name, model -> markDeleted(model, by));
    if (marked.isEmpty()) {
      throw noModel(name);
    }
    models.delete(name);
    return get(name);
  }

  private void refuseAdapters(String name, ModelSpec spec) {
    var errors = launch.adapters(name, spec);
    if (!errors.isEmpty()) {
      throw new ProblemException(new Problem.InvalidField(errors));
    }
  }

  private static Model markDeleted(Model model, String by) {
    var meta = model.getMetadata();
    var annotations = new TreeMap<String, String>();
    annotations.putAll(Objects.requireNonNullElse(meta.getAnnotations(), Map.of()));
    annotations.putIfAbsent(Commands.DELETED_BY, by);
    meta.setAnnotations(annotations);
    return model;
  }

  static ProblemException noModel(String name) {
    return new ProblemException(new Problem.NotFound("There is no such model."));
  }

  static void refuseLeaving(Model model) {
    if (model.getMetadata().getDeletionTimestamp() != null) {
      throw new ProblemException(new Problem.Conflict("The model is being terminated."));
    }
  }
}
