package dev.corral.dispatcher.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.corral.dispatcher.problem.Problem;
import dev.corral.dispatcher.problem.ProblemException;
import dev.corral.dispatcher.resource.App;
import dev.corral.dispatcher.resource.AppSpec;
import dev.corral.dispatcher.resource.AppStatus;
import dev.corral.dispatcher.resource.AppType;
import dev.corral.dispatcher.resource.Commands;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// Apps: kept and validated; nothing is run for them in this release.
@Path("/internal/apps")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Callers.GATEWAY)
public class AppsEndpoint {
  private final Resources<App> apps;
  private final Caller caller;
  private final LaunchGate gate;

  public AppsEndpoint(Resources<App> apps, Caller caller, LaunchGate gate) {
    this.gate = gate;
    this.apps = apps;
    this.caller = caller;
  }

  @GET
  public Items<View> list() {
    return new Items<>(apps.list().stream().map(View::of).toList());
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @ResponseStatus(202)
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = View.class)))
  public View create(@Nullable Create form) {
    if (form == null) {
      throw new ProblemException(new Problem.MalformedJson());
    }
    ResourceName.check(form.name());
    var app = new App();
    app.setSpec(
        new AppSpec(
            ResourceName.required("type", form.type()),
            ResourceName.required("owner", form.owner()),
            form.models(),
            form.storage(),
            form.flavour(),
            false,
            form.sharedWith()));
    gate.require(app.getSpec());
    var meta = new ObjectMetaBuilder().withName(form.name());
    app.setMetadata(meta.addToAnnotations(Commands.CREATED_BY, caller.principal()).build());
    return View.of(apps.create(app));
  }

  @DELETE
  @Path("{name}")
  @ResponseStatus(202)
  public void delete(String name) {
    if (apps.find(name).isEmpty()) {
      throw new ProblemException(new Problem.NotFound("There is no such app."));
    }
    apps.delete(name);
  }

  /// The body that creates an app.
  public record Create(
      @Schema(required = true, maxLength = 40) @Nullable String name,
      @Schema(required = true) @Nullable AppType type,
      @Schema(required = true) @Nullable String owner,
      @Nullable List<String> models,
      @Nullable String storage,
      @Nullable String flavour,
      @Nullable List<String> sharedWith) {}

  /// An app as the gateway sees it.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record View(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) String uid,
      @JsonProperty(required = true) AppSpec spec,
      @Nullable AppStatus status) {
    static View of(App app) {
      var meta = app.getMetadata();
      return new View(meta.getName(), meta.getUid(), app.getSpec(), app.getStatus());
    }
  }
}
