package dev.corral.dispatcher.api;

import dev.corral.dispatcher.kill.KillSwitch;
import dev.corral.dispatcher.problem.Problem;
import dev.corral.dispatcher.problem.ProblemException;
import dev.corral.dispatcher.resource.WorkloadSpec;
import jakarta.enterprise.context.ApplicationScoped;

/// Refuses what would begin a launch while launches are stopped.
@ApplicationScoped
public class LaunchGate {
  private final KillSwitch kill;

  public LaunchGate(KillSwitch kill) {
    this.kill = kill;
  }

  /// Passes when the workload may be launched now.
  public void require(WorkloadSpec spec) {
    if (spec.computes()) {
      kill.refusal()
          .ifPresent(why -> {
            throw new ProblemException(new Problem.Budget(why));
          });
    }
  }
}
