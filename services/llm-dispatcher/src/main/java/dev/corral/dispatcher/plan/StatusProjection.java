package dev.corral.dispatcher.plan;

import dev.corral.dispatcher.lifecycle.Phase;
import dev.corral.dispatcher.lifecycle.PhaseHistory;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.resource.AppStatus;
import dev.corral.dispatcher.resource.Condition;
import dev.corral.dispatcher.resource.ModelStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the resource's status says, computed from the record; equal inputs give equal statuses.
public final class StatusProjection {
  private StatusProjection() {}

  /// The status of a model.
  public static ModelStatus ofModel(Sight sight) {
    WorkloadState state = sight.record().state();
    var condition = readiness(sight);
    return new ModelStatus(
        state.visible().wire(),
        phase(state),
        reason(state),
        condition.message(),
        since(state).toString(),
        sight.replicas(),
        eta(state, sight.history(), false),
        eta(state, sight.history(), true),
        sight.lastUsed().map(Instant::toString).orElse(null),
        null,
        List.of(condition),
        null,
        sight.adapters().isEmpty() ? null : sight.adapters());
  }

  /// The status of an app.
  public static AppStatus ofApp(Sight sight, String url) {
    WorkloadState state = sight.record().state();
    var condition = readiness(sight);
    return new AppStatus(
        state.visible().wire(),
        phase(state),
        reason(state),
        condition.message(),
        since(state).toString(),
        sight.replicas(),
        eta(state, sight.history(), false),
        url,
        List.of(condition));
  }

  private static @Nullable String reason(WorkloadState state) {
    return state instanceof WorkloadState.Failed failed ? failed.failure().code().name() : null;
  }

  /// The later of two optional instants.
  public static Optional<Instant> later(Optional<Instant> a, Optional<Instant> b) {
    return Stream.of(a, b).flatMap(Optional::stream).max(Instant::compareTo);
  }

  private static @Nullable String phase(WorkloadState state) {
    return switch (state) {
      case WorkloadState.Launching launching -> launching.phase().wire();
      case WorkloadState.Serving serving -> Phase.READY.wire();
      default -> null;
    };
  }

  private static Instant since(WorkloadState state) {
    return state instanceof WorkloadState.Launching launching
        ? launching.phaseSince()
        : state.since();
  }

  private static @Nullable Integer eta(WorkloadState state, PhaseHistory history, boolean atMost) {
    if (state instanceof WorkloadState.Launching launching) {
      Phase phase = launching.phase();
      Instant since = launching.phaseSince();
      OptionalInt seconds =
          atMost
              ? history.secondsLeftAtMost(phase, since, since)
              : history.secondsLeft(phase, since, since);
      return seconds.isPresent() ? Integer.valueOf(seconds.getAsInt()) : null;
    }
    return null;
  }

  private static Condition readiness(Sight sight) {
    WorkloadState state = sight.record().state();
    return sight
        .delay()
        .map(why -> ready(state, "False", "Delayed", why))
        .orElseGet(() -> readiness(state, sight.wanted().suspended(), sight.detail()));
  }

  private static Condition readiness(
      WorkloadState state, boolean suspended, Optional<String> detail) {
    return switch (state) {
      case WorkloadState.Launching launching ->
          ready(
              state,
              "False",
              "Launching",
              detail.orElseGet(() -> launching.phase().sentence() + "."));
      case WorkloadState.Serving serving -> ready(state, "True", "Active", "Ready to answer.");
      case WorkloadState.Idle idle ->
          ready(
              state,
              "False",
              suspended ? "Suspended" : "Idle",
              suspended ? "Suspended." : "Idle; the next request wakes it.");
      case WorkloadState.Failed failed ->
          ready(state, "False", failed.failure().code().name(), failed.failure().message());
      case WorkloadState.Terminating terminating ->
          ready(state, "False", "Terminating", "Being terminated.");
      case WorkloadState.Terminated terminated ->
          ready(state, "False", "Terminated", "Terminated; nothing of it is left.");
    };
  }

  private static Condition ready(
      WorkloadState state, String status, String reason, String message) {
    return new Condition("Ready", status, reason, message, state.since().toString(), null);
  }
}
