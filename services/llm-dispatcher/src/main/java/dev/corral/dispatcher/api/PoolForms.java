package dev.corral.dispatcher.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.corral.dispatcher.pool.GpuInstances;
import dev.corral.dispatcher.problem.Problem;
import dev.corral.dispatcher.problem.Problem.FieldError;
import dev.corral.dispatcher.problem.ProblemException;
import dev.corral.dispatcher.resource.DriftWindow;
import dev.corral.dispatcher.resource.GpuPool;
import dev.corral.dispatcher.resource.GpuPoolSpec;
import dev.corral.dispatcher.resource.GpuPoolStatus;
import dev.corral.dispatcher.resource.Rung;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The bodies about GPU pools, and what they are checked for beyond the CRD's own rules.
public final class PoolForms {
  private PoolForms() {}

  /// The body that creates a GPU pool.
  @Schema(name = "GpuPoolCreate")
  public record Create(
      @Schema(required = true, maxLength = 40) @Nullable String name,
      @Schema(required = true) @Nullable List<Rung> ladder,
      @Nullable Integer maxNodes,
      @Nullable String maxLifetime,
      @Nullable String amiParameter,
      @Nullable Integer rootVolume,
      @Nullable String adapterStore,
      @Nullable String consolidateAfter,
      @Nullable String terminationGrace,
      @Nullable DriftWindow driftWindow,
      @Nullable List<String> capacityReservations,
      @Nullable Boolean suspended) {
    GpuPoolSpec spec() {
      return new GpuPoolSpec(
          known(ResourceName.required("ladder", ladder)),
          maxNodes,
          maxLifetime,
          amiParameter,
          rootVolume,
          adapterStore,
          consolidateAfter,
          terminationGrace,
          driftWindow,
          capacityReservations,
          suspended);
    }
  }

  /// The body that changes a GPU pool; what is absent stays as it is.
  @Schema(name = "GpuPoolPatch")
  public record Patch(
      @Nullable List<Rung> ladder,
      @Nullable Integer maxNodes,
      @Nullable String maxLifetime,
      @Nullable String amiParameter,
      @Nullable Integer rootVolume,
      @Nullable String adapterStore,
      @Nullable String consolidateAfter,
      @Nullable String terminationGrace,
      @Nullable DriftWindow driftWindow,
      @Nullable List<String> capacityReservations,
      @Nullable Boolean suspended) {
    GpuPoolSpec onto(GpuPoolSpec old) {
      return new GpuPoolSpec(
          ladder == null ? old.ladder() : known(ladder),
          either(maxNodes, old.maxNodes()),
          either(maxLifetime, old.maxLifetime()),
          either(amiParameter, old.amiParameter()),
          either(rootVolume, old.rootVolume()),
          either(adapterStore, old.adapterStore()),
          either(consolidateAfter, old.consolidateAfter()),
          either(terminationGrace, old.terminationGrace()),
          either(driftWindow, old.driftWindow()),
          either(capacityReservations, old.capacityReservations()),
          either(suspended, old.suspended()));
    }

    private static <T> @Nullable T either(@Nullable T wanted, @Nullable T old) {
      return wanted == null ? old : wanted;
    }
  }

  /// A GPU pool as the gateway sees it.
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "GpuPoolView")
  public record View(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) String uid,
      @JsonProperty(required = true) String createdAt,
      @JsonProperty(required = true) boolean deleting,
      @JsonProperty(required = true) GpuPoolSpec spec,
      @Nullable GpuPoolStatus status) {
    static View of(GpuPool pool) {
      var meta = pool.getMetadata();
      return new View(
          meta.getName(),
          meta.getUid(),
          meta.getCreationTimestamp(),
          meta.getDeletionTimestamp() != null,
          pool.getSpec(),
          pool.getStatus());
    }
  }

  private static List<Rung> known(List<Rung> ladder) {
    var errors = new ArrayList<FieldError>();
    for (int i = 0; i < ladder.size(); i++) {
      @Nullable Rung rung = ladder.get(i);
      if (rung == null || rung.instanceType() == null) {
        errors.add(new FieldError("ladder[" + i + "].instanceType", "is required"));
      } else if (GpuInstances.find(rung.instanceType()).isEmpty()) {
        errors.add(
            new FieldError(
                "ladder[" + i + "].instanceType",
                "is not an x86 instance type with whole NVIDIA GPUs, such as g6.xlarge"));
      }
    }
    if (!errors.isEmpty()) {
      throw new ProblemException(new Problem.InvalidField(errors));
    }
    return ladder;
  }
}
