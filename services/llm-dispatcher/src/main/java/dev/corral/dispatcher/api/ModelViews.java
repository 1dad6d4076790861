package dev.corral.dispatcher.api;

import dev.corral.dispatcher.lifecycle.PhaseHistory;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.plan.Sight;
import dev.corral.dispatcher.plan.StatusProjection;
import dev.corral.dispatcher.plan.Wanted;
import dev.corral.dispatcher.record.WorkloadRecord;
import dev.corral.dispatcher.resource.Commands;
import dev.corral.dispatcher.resource.Model;
import dev.corral.dispatcher.resource.ModelSpec;
import dev.corral.dispatcher.resource.ModelStatus;
import dev.corral.dispatcher.resource.Replicas;
import dev.corral.dispatcher.resource.SpecRules;
import dev.corral.dispatcher.resource.WorkloadKind;
import dev.corral.dispatcher.resource.WorkloadRef;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Makes views of live resources and of the records of those that are gone.
public final class ModelViews {
  private static final ModelStatus UNSEEN =
      new ModelStatus(
          "launching",
          "waiting_capacity",
          null,
          "Accepted.",
          null,
          new Replicas(1, 0),
          null,
          null,
          null,
          null,
          List.of(),
          null,
          null);

  private final Clock clock;

  public ModelViews(Clock clock) {
    this.clock = clock;
  }

  /// A live model.
  public ModelView of(Model model) {
    ModelSpec spec = model.getSpec().defaulted();
    var meta = model.getMetadata();
    ModelStatus status = Objects.requireNonNullElse(model.getStatus(), UNSEEN);
    boolean leaving = meta.getDeletionTimestamp() != null;
    Instant lastUsed = status.lastUsed() == null ? null : Instant.parse(status.lastUsed());
    return view(
        new WorkloadRef(WorkloadKind.MODEL, meta.getNamespace(), meta.getName(), meta.getUid()),
        spec,
        leaving ? leaving(status) : status,
        Instant.parse(meta.getCreationTimestamp()),
        lastUsed,
        Commands.read(meta.getAnnotations()));
  }

  /// A model of which only the record is left.
  public ModelView of(WorkloadRecord record) {
    if (!(record.spec() instanceof ModelSpec spec)) {
      throw new IllegalArgumentException("not of a model: " + record.subject());
    }
    var ref = new WorkloadRef(WorkloadKind.MODEL, "", record.name(), record.uid());
    var wanted = new Wanted(ref, spec, Commands.none(), false);
    ModelStatus status =
        StatusProjection.ofModel(
            new Sight(
                wanted, record, true, 0, Optional.empty(), Optional.empty(), PhaseHistory.empty()));
    boolean over = record.state() instanceof WorkloadState.Terminated;
    return view(
        ref,
        spec.defaulted(),
        over ? status : leaving(status),
        record.createdAt(),
        null,
        Commands.none());
  }

  private static ModelStatus leaving(ModelStatus status) {
    Replicas replicas = status.replicas() == null ? new Replicas(0, 0) : status.replicas();
    return new ModelStatus(
        "terminating",
        null,
        null,
        "Being terminated.",
        status.since(),
        new Replicas(0, replicas.ready()),
        null,
        null,
        status.lastUsed(),
        status.costPerHourEur(),
        status.conditions(),
        status.observedGeneration(),
        status.adapters());
  }

  private ModelView view(
      WorkloadRef ref,
      ModelSpec spec,
      ModelStatus status,
      Instant createdAt,
      @Nullable Instant lastUsed,
      Commands commands) {
    return new ModelView(
        ref.name(),
        ref.uid(),
        spec.owner(),
        spec.engine(),
        spec.source(),
        Objects.requireNonNull(spec.compute()),
        Objects.requireNonNull(spec.minReplicas()),
        Objects.requireNonNull(spec.maxReplicas()),
        Objects.requireNonNull(spec.targetRequests()),
        Objects.requireNonNull(spec.idleTimeout()),
        Objects.requireNonNull(spec.contextLength()),
        Objects.requireNonNull(spec.sharedWith()),
        Boolean.TRUE.equals(spec.suspended()),
        spec.gpus(),
        Objects.requireNonNull(spec.keepWarm()),
        Objects.requireNonNull(spec.adapters()),
        status.state(),
        status.phase(),
        status.reason(),
        status.message(),
        eta(status, status.etaSeconds()),
        eta(status, status.etaAtMostSeconds()),
        status.replicas() == null ? new Replicas(0, 0) : status.replicas(),
        createdAt,
        lastUsed,
        idleAt(spec, status, lastUsed, commands),
        status.costPerHourEur(),
        status.adapters());
  }

  private @Nullable Integer eta(ModelStatus status, @Nullable Integer seconds) {
    if (seconds == null || status.since() == null) {
      return null;
    }
    Duration spent = Duration.between(Instant.parse(status.since()), clock.instant());
    return (int) Math.max(1, seconds - spent.toSeconds());
  }

  private @Nullable Instant idleAt(
      ModelSpec spec, ModelStatus status, @Nullable Instant lastUsed, Commands commands) {
    boolean mayIdle =
        "active".equals(status.state())
            && Objects.equals(0, spec.minReplicas())
            && lastUsed != null;
    if (!mayIdle || lastUsed == null) {
      return null;
    }
    Instant due = lastUsed.plus(SpecRules.duration(Objects.requireNonNull(spec.idleTimeout())));
    return commands
        .keepWarmAt(clock.instant())
        .map(Commands.KeepWarm::until)
        .filter(due::isBefore)
        .orElse(due);
  }
}
