package dev.corral.dispatcher.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.corral.dispatcher.problem.Problem;
import dev.corral.dispatcher.problem.ProblemException;
import dev.corral.dispatcher.resource.Commands;
import dev.corral.dispatcher.resource.GpuPool;
import dev.corral.dispatcher.resource.GpuPoolSpec;
import dev.corral.dispatcher.resource.GpuPoolStatus;
import dev.corral.dispatcher.resource.Rung;
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

/// GPU pools: kept and validated; nothing is run for them in this release.
@Path("/internal/gpu-pools")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Callers.GATEWAY)
public class GpuPoolsEndpoint {
  private final Resources<GpuPool> pools;
  private final Caller caller;

  public GpuPoolsEndpoint(Resources<GpuPool> pools, Caller caller) {
    this.pools = pools;
    this.caller = caller;
  }

  @GET
  public Items<View> list() {
    return new Items<>(pools.list().stream().map(View::of).toList());
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
    var pool = new GpuPool();
    pool.setSpec(
        new GpuPoolSpec(
            ResourceName.required("ladder", form.ladder()),
            form.maxNodes(),
            form.maxLifetime(),
            form.amiParameter(),
            form.rootVolume(),
            form.adapterStore()));
    var meta = new ObjectMetaBuilder().withName(form.name());
    pool.setMetadata(meta.addToAnnotations(Commands.CREATED_BY, caller.principal()).build());
    return View.of(pools.create(pool));
  }

  @DELETE
  @Path("{name}")
  @ResponseStatus(202)
  public void delete(String name) {
    if (pools.find(name).isEmpty()) {
      throw new ProblemException(new Problem.NotFound("There is no such pool."));
    }
    pools.delete(name);
  }

  /// The body that creates a GPU pool.
  public record Create(
      @Schema(required = true, maxLength = 40) @Nullable String name,
      @Schema(required = true) @Nullable List<Rung> ladder,
      @Nullable Integer maxNodes,
      @Nullable String maxLifetime,
      @Nullable String amiParameter,
      @Nullable Integer rootVolume,
      @Nullable String adapterStore) {}

  /// A GPU pool as the gateway sees it.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record View(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) String uid,
      @JsonProperty(required = true) GpuPoolSpec spec,
      @Nullable GpuPoolStatus status) {
    static View of(GpuPool pool) {
      var meta = pool.getMetadata();
      return new View(meta.getName(), meta.getUid(), pool.getSpec(), pool.getStatus());
    }
  }
}
