package dev.corral.dispatcher.plan;

import dev.corral.dispatcher.lifecycle.Failure;
import dev.corral.dispatcher.lifecycle.Phase;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.manifest.ChildKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The way up: from the first replica wanted to the first that answers, or to the reason why none
/// ever will.
final class LaunchRules {
  private static final Duration LOOK = Duration.ofSeconds(5);

  private final LaunchBudgets budgets;

  LaunchRules(LaunchBudgets budgets) {
    this.budgets = budgets;
  }

  Plan plan(Situation at, WorkloadState.Launching launch) {
    Optional<Plan> ended = at.stop(launch);
    if (ended.isPresent()) {
      return ended.get();
    }
    if (at.pending().isPresent()) {
      return at.note(at.pending().get(), launch, "it is launching already");
    }
    Optional<Failure> flaw = at.blueprint().flaw();
    if (flaw.isPresent()) {
      return failed(at, launch, flaw.get());
    }
    if (!at.blueprint().hasPods()) {
      return at.advance(launch.ready(at.now()), "Ready to answer.", launch.by());
    }
    return switch (at.observed().launch()) {
      case LaunchReading.Broken broken -> failed(at, launch, broken.failure());
      case LaunchReading.At there
          when there.phase() == Phase.READY && at.observed().worksTowards(at.record().desired()) ->
          at.advance(launch.ready(at.now()), "Ready to answer.", launch.by());
      case LaunchReading.At there -> onTheWay(at, launch, there.phase());
    };
  }

  private Plan onTheWay(Situation at, WorkloadState.Launching launch, Phase phase) {
    var overdue = budgets.exceeded(launch, at.now());
    if (overdue.isPresent()) {
      return failed(at, launch, at.unmade().map(LaunchRules::unmade).orElse(overdue.get()));
    }
    if (phase != launch.phase() && phase != Phase.READY) {
      return at.advance(launch.enter(phase, at.now()), phase.sentence() + ".", launch.by());
    }
    Instant soon = at.now().plus(LOOK);
    Instant deadline = budgets.deadline(launch);
    return at.settled(Optional.of(deadline.isBefore(soon) ? deadline : soon));
  }

  private static Failure unmade(ChildKind kind) {
    return new Failure(
        Failure.Code.Timeout,
        "Its "
            + kind.kind()
            + " could not be made in time, so nothing was started. Look at the dispatcher's log, then"
            + " wake it to try again.");
  }

  private static Plan failed(Situation at, WorkloadState.Launching launch, Failure failure) {
    return at.move(
        launch.fail(failure, at.now()), failure.code().name(), failure.message(), Planner.CORRAL);
  }
}
