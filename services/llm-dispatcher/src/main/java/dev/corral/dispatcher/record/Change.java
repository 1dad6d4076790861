package dev.corral.dispatcher.record;

import dev.corral.dispatcher.event.LifecycleEvent;
import dev.corral.dispatcher.lifecycle.Phase;
import dev.corral.dispatcher.lifecycle.Receipt;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.resource.WorkloadKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A write of one record, from the version that was read to the next.
public sealed interface Change {
  /// The record as it will be.
  WorkloadRecord after();

  /// True for the beginning of a launch that needs compute.
  default boolean begins() {
    return switch (this) {
      case Told told ->
          told.after().spec().computes()
              && told.after().state() instanceof WorkloadState.Launching
              && !(told.before().map(WorkloadRecord::state).orElse(null)
                  instanceof WorkloadState.Launching);
      case Quiet quiet -> false;
    };
  }

  /// A transition: written together with its timeline item and its event.
  record Told(
      Optional<WorkloadRecord> before,
      WorkloadRecord after,
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
              spec.kind().wire(),
              after.name(),
              after.uid(),
              after.sequence(),
              spec.owner(),
              spec.groups(),
              spec.kind() == WorkloadKind.MODEL ? spec.family() : null,
              spec.kind() == WorkloadKind.APP ? spec.family() : null,
              spec.place(),
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
        case WorkloadState.Launching launching -> launching.phase().wire();
        case WorkloadState.Serving serving -> Phase.READY.wire();
        case WorkloadState.Failed failed ->
            before.map(WorkloadRecord::state).orElse(null) instanceof WorkloadState.Launching from
                ? from.phase().wire()
                : null;
        case WorkloadState.Idle idle -> null;
        case WorkloadState.Terminating terminating -> null;
        case WorkloadState.Terminated terminated -> null;
      };
    }

    private @Nullable Long coldStart() {
      return before.map(WorkloadRecord::state).orElse(null) instanceof WorkloadState.Launching from
              && after.state() instanceof WorkloadState.Active
          ? Long.valueOf(Math.max(0, Duration.between(from.since(), at).toMillis()))
          : null;
    }

    private @Nullable Receipt receipt() {
      return after.state() instanceof WorkloadState.Terminated end ? end.receipt() : null;
    }
  }

  /// A note to ourselves: the record alone.
  record Quiet(WorkloadRecord before, WorkloadRecord after) implements Change {}
}
