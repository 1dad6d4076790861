package dev.corral.dispatcher.api;

import dev.corral.dispatcher.problem.Problem;
import dev.corral.dispatcher.problem.ProblemException;
import dev.corral.dispatcher.resource.Commands;
import dev.corral.dispatcher.resource.GpuPool;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/// GPU pools: launch, look, change, stop now, delete.
@Path("/internal/gpu-pools")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@RolesAllowed(Callers.GATEWAY)
public class GpuPoolsEndpoint {
  private final Resources<GpuPool> pools;
  private final PoolModels models;
  private final Caller caller;
  private final Clock clock;

  public GpuPoolsEndpoint(Resources<GpuPool> pools, PoolModels models, Caller caller, Clock clock) {
    this.pools = pools;
    this.models = models;
    this.caller = caller;
    this.clock = clock;
  }

  @GET
  public Items<PoolForms.View> list() {
    return new Items<>(pools.list().stream().map(PoolForms.View::of).toList());
  }

  @GET
  @Path("{name}")
  public PoolForms.View get(String name) {
    return PoolForms.View.of(pools.find(name).orElseThrow(GpuPoolsEndpoint::noPool));
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @ResponseStatus(202)
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = PoolForms.View.class)))
  public PoolForms.View create(PoolForms.@Nullable Create form) {
    if (form == null) {
      throw new ProblemException(new Problem.MalformedJson());
    }
    ResourceName.check(form.name());
    var pool = new GpuPool();
    pool.setSpec(form.spec());
    var meta = new ObjectMetaBuilder().withName(form.name());
    pool.setMetadata(meta.addToAnnotations(Commands.CREATED_BY, caller.principal()).build());
    return PoolForms.View.of(pools.create(pool));
  }

  @PATCH
  @Path("{name}")
  @Consumes(MediaType.APPLICATION_JSON)
  public PoolForms.View patch(String name, PoolForms.@Nullable Patch form) {
    if (form == null) {
      throw new ProblemException(new Problem.MalformedJson());
    }
    return edit(
        name,
        pool -> {
          pool.setSpec(form.onto(pool.getSpec()));
          return pool;
        });
  }

  /// Frees the pool's nodes at once; its models are stopped first.
  @POST
  @Path("{name}/stop")
  @ResponseStatus(202)
  @APIResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = PoolForms.View.class)))
  public PoolForms.View stop(String name) {
    String pool = existing(name);
    String by = caller.principal();
    models.stop(pool, by);
    return edit(pool, found -> stopped(found, by));
  }

  @DELETE
  @Path("{name}")
  @ResponseStatus(202)
  public void delete(String name) {
    String pool = existing(name);
    models.refuseWhileUsed(pool);
    pools.delete(pool);
  }

  private String existing(String name) {
    return pools.find(name).orElseThrow(GpuPoolsEndpoint::noPool).getMetadata().getName();
  }

  private GpuPool stopped(GpuPool pool, String by) {
    var annotations = new TreeMap<String, String>();
    if (pool.getMetadata().getAnnotations() != null) {
      annotations.putAll(pool.getMetadata().getAnnotations());
    }
    var at = Commands.read(annotations).after(clock.instant());
    annotations.put(Commands.STOP, new Commands.Command(at, by).text());
    pool.getMetadata().setAnnotations(annotations);
    return pool;
  }

  private PoolForms.View edit(String name, UnaryOperator<GpuPool> change) {
    var changed = pools.edit(name, pool -> change.apply(refuseLeaving(pool)));
    return PoolForms.View.of(changed.orElseThrow(GpuPoolsEndpoint::noPool));
  }

  private static GpuPool refuseLeaving(GpuPool pool) {
    if (Objects.nonNull(pool.getMetadata().getDeletionTimestamp())) {
      throw new ProblemException(new Problem.Conflict("The pool is being deleted."));
    }
    return pool;
  }

  private static ProblemException noPool() {
    return new ProblemException(new Problem.NotFound("There is no such pool."));
  }
}
