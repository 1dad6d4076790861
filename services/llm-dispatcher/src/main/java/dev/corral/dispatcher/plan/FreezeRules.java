package dev.corral.dispatcher.plan;

import dev.corral.dispatcher.lifecycle.Failure;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import java.time.Duration;
import java.util.Optional;

/// While launches are stopped: nothing that needs compute begins, and what holds a GPU gives it
/// back. What runs on other nodes goes on. Somebody whose wake cannot be carried out finds the
/// reason on the workload.
final class FreezeRules {
  private static final Duration LOOK = Duration.ofSeconds(20);
  private static final String REASON = Failure.Code.Budget.name();

  /// What holds a GPU gives it back, whatever else is wished.
  Optional<Plan> release(Situation at) {
    return at.record().state() instanceof WorkloadState.Warm warm && at.wanted().spec().gpu()
        ? why(at).map(why -> at.move(warm.idle(at.now()), REASON, why, Planner.CORRAL))
        : Optional.empty();
  }

  /// What else is not as it would be; comes after [#release].
  Optional<Plan> plan(Situation at) {
    return why(at).flatMap(why -> plan(at, why));
  }

  private static Optional<String> why(Situation at) {
    return at.wanted().frozen().filter(why -> at.wanted().spec().computes());
  }

  private static Optional<Plan> plan(Situation at, String why) {
    return switch (at.record().state()) {
      case WorkloadState.Serving serving when lost(at) ->
          Optional.of(at.settled(Optional.of(at.now().plus(LOOK))));
      case WorkloadState.Idle idle when wakes(at) -> Optional.of(refuse(at, idle, why));
      case WorkloadState.Failed failed when wakes(at) -> Optional.of(refuse(at, failed, why));
      case WorkloadState.Idle idle when at.pending().isEmpty() && at.warm().isPresent() ->
          Optional.of(at.settled(Optional.empty()));
      default -> Optional.empty();
    };
  }

  /// Its own Deployment brings it back; a new launch would be refused.
  private static boolean lost(Situation at) {
    return at.observed().ready() == 0 && at.pending().isEmpty() && !at.wanted().suspended();
  }

  private static boolean wakes(Situation at) {
    return !at.wanted().suspended() && at.pending().filter(Situation.Pending::isWake).isPresent();
  }

  private static Plan refuse(Situation at, WorkloadState.Cold cold, String why) {
    Situation.Pending wake = at.pending().orElseThrow();
    var failure = new Failure(Failure.Code.Budget, why);
    return at.obey(wake, cold.refuse(failure, at.now()), REASON, why);
  }
}
