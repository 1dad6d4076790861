package dev.corral.dispatcher.plan;

import dev.corral.dispatcher.lifecycle.ModelState;
import dev.corral.dispatcher.lifecycle.Phase;
import dev.corral.dispatcher.lifecycle.PhaseHistory;
import dev.corral.dispatcher.manifest.ModelManifests;
import dev.corral.dispatcher.record.ModelRecord;
import dev.corral.dispatcher.resource.Condition;
import dev.corral.dispatcher.resource.ModelStatus;
import dev.corral.dispatcher.resource.Replicas;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the resource's status says, computed from the record; equal inputs give equal statuses.
public final class StatusProjection {
  private StatusProjection() {}

  /// The status of a model with a record.
  public static ModelStatus of(
      Wanted wanted,
      ModelRecord record,
      int ready,
      Optional<Instant> lastUsed,
      PhaseHistory history) {
    ModelState state = record.state();
    var condition = readiness(state, wanted.suspended());
    return new ModelStatus(
        state.visible().wire(),
        phase(state),
        state instanceof ModelState.Failed failed ? failed.failure().code().name() : null,
        condition.message(),
        since(state).toString(),
        new Replicas(ModelManifests.replicas(state, wanted.spec()), ready),
        eta(state, history),
        lastUsed.map(Instant::toString).orElse(null),
        null,
        List.of(condition),
        null);
  }

  /// The status of a resource that this release cannot run.
  public static ModelStatus unsupported(String message, Instant now) {
    var condition =
        new Condition("Reconciled", "False", "NotYetSupported", message, now.toString(), null);
    return new ModelStatus(
        null, null, null, message, null, null, null, null, null, List.of(condition), null);
  }

  /// The later of two optional instants.
  public static Optional<Instant> later(Optional<Instant> a, Optional<Instant> b) {
    return Stream.of(a, b).flatMap(Optional::stream).max(Instant::compareTo);
  }

  private static @Nullable String phase(ModelState state) {
    return switch (state) {
      case ModelState.Launching launching -> launching.phase().wire();
      case ModelState.Serving serving -> Phase.READY.wire();
      default -> null;
    };
  }

  private static Instant since(ModelState state) {
    return state instanceof ModelState.Launching launching ? launching.phaseSince() : state.since();
  }

  private static @Nullable Integer eta(ModelState state, PhaseHistory history) {
    if (state instanceof ModelState.Launching launching) {
      OptionalInt seconds =
          history.secondsLeft(launching.phase(), launching.phaseSince(), launching.phaseSince());
      return seconds.isPresent() ? Integer.valueOf(seconds.getAsInt()) : null;
    }
    return null;
  }

  private static Condition readiness(ModelState state, boolean suspended) {
    return switch (state) {
      case ModelState.Launching launching ->
          ready(state, "False", "Launching", launching.phase().sentence() + ".");
      case ModelState.Serving serving -> ready(state, "True", "Active", "Ready to answer.");
      case ModelState.Idle idle ->
          ready(
              state,
              "False",
              suspended ? "Suspended" : "Idle",
              suspended ? "Suspended." : "Idle; the next request wakes it.");
      case ModelState.Failed failed ->
          ready(state, "False", failed.failure().code().name(), failed.failure().message());
      case ModelState.Terminating terminating ->
          ready(state, "False", "Terminating", "Being terminated.");
      case ModelState.Terminated terminated ->
          ready(state, "False", "Terminated", "Terminated; nothing of it is left.");
    };
  }

  private static Condition ready(ModelState state, String status, String reason, String message) {
    return new Condition("Ready", status, reason, message, state.since().toString(), null);
  }
}
