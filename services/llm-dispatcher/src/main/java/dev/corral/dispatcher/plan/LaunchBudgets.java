package dev.corral.dispatcher.plan;

import dev.corral.dispatcher.lifecycle.Failure;
import dev.corral.dispatcher.lifecycle.Phase;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How long a launch may stay in each phase, and take in all.
@ConfigMapping(prefix = "corral.launch.budget")
public interface LaunchBudgets {
  /// Until a node with room is found; past it the launch fails with `Capacity`.
  @WithDefault("10m")
  Duration waitingCapacity();

  /// Until the node is ready.
  @WithDefault("10m")
  Duration nodeLaunching();

  /// Until the image is there.
  @WithDefault("15m")
  Duration imagePull();

  /// Until the weights are there.
  @WithDefault("30m")
  Duration weights();

  /// Until the engine answers.
  @WithDefault("10m")
  Duration warmUp();

  /// The whole launch; past it the launch fails with `Timeout`.
  @WithDefault("60m")
  Duration total();

  /// When the launch is over its budget if it stays in its phase.
  default Instant deadline(WorkloadState.Launching launch) {
    Instant byPhase = launch.phaseSince().plus(of(launch.phase()));
    Instant inAll = launch.since().plus(total());
    return byPhase.isBefore(inAll) ? byPhase : inAll;
  }

  /// The failure of a launch that is over its budget.
  default Optional<Failure> exceeded(WorkloadState.Launching launch, Instant now) {
    if (now.isBefore(deadline(launch))) {
      return Optional.empty();
    }
    boolean byPhase = !now.isBefore(launch.phaseSince().plus(of(launch.phase())));
    if (byPhase && launch.phase() == Phase.WAITING_CAPACITY) {
      return Optional.of(
          new Failure(
              Failure.Code.Capacity,
              "No node had room for the model within "
                  + SpecText.of(waitingCapacity())
                  + ". Stop something else, or try again later by waking it."));
    }
    String what = byPhase ? "the phase " + launch.phase().wire() : "the launch";
    return Optional.of(
        new Failure(
            Failure.Code.Timeout,
            "It took longer than "
                + SpecText.of(byPhase ? of(launch.phase()) : total())
                + " in "
                + what
                + ". Look at the model's pod, then wake the model to try again."));
  }

  private Duration of(Phase phase) {
    return switch (phase) {
      case WAITING_CAPACITY -> waitingCapacity();
      case NODE_LAUNCHING -> nodeLaunching();
      case IMAGE_PULL -> imagePull();
      case WEIGHTS -> weights();
      case WARM_UP, READY -> warmUp();
    };
  }
}
