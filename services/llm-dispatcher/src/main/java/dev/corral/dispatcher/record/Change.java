package dev.corral.dispatcher.record;

import dev.corral.dispatcher.event.LifecycleEvent;
import dev.corral.dispatcher.lifecycle.ModelState;
import dev.corral.dispatcher.lifecycle.Phase;
import dev.corral.dispatcher.lifecycle.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A write of one record, from the version that was read to the next.
public sealed interface Change {
  /// The record as it will be.
  ModelRecord after();

  /// A transition: written together with its timeline item and its event.
  record Told(
      Optional<ModelRecord> before,
      ModelRecord after,
      Instant at,
      Optional<String> reason,
      String message,
      String principal)
      implements Change {

    /// The event that tells of it.
    public LifecycleEvent event(String id) {
      var spec = after.spec();
      return LifecycleEvent.of(
          id,
          new LifecycleEvent.Data(
              "model",
              after.name(),
              after.uid(),
              after.sequence(),
              spec.owner(),
              Objects.requireNonNullElse(spec.sharedWith(), List.of()),
              spec.engine().wire(),
              Objects.requireNonNullElse(spec.compute(), "cpu"),
              before.map(b -> b.state().visible().wire()).orElse("none"),
              after.state().visible().wire(),
              phase(),
              reason.orElse(null),
              message,
              principal,
              at,
              coldStart(),
              receipt()));
    }

    private @Nullable String phase() {
      return switch (after.state()) {
        case ModelState.Launching launching -> launching.phase().wire();
        case ModelState.Serving serving -> Phase.READY.wire();
        case ModelState.Failed failed ->
            before.map(ModelRecord::state).orElse(null) instanceof ModelState.Launching from
                ? from.phase().wire()
                : null;
        case ModelState.Idle idle -> null;
        case ModelState.Terminating terminating -> null;
        case ModelState.Terminated terminated -> null;
      };
    }

    private @Nullable Long coldStart() {
      return before.map(ModelRecord::state).orElse(null) instanceof ModelState.Launching from
              && after.state() instanceof ModelState.Active
          ? Long.valueOf(Math.max(0, Duration.between(from.since(), at).toMillis()))
          : null;
    }

    private @Nullable Receipt receipt() {
      return after.state() instanceof ModelState.Terminated end ? end.receipt() : null;
    }
  }

  /// A note to ourselves: the record alone.
  record Quiet(ModelRecord before, ModelRecord after) implements Change {}
}
