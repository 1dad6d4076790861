package dev.corral.dispatcher.api;

import dev.corral.dispatcher.allowance.LaunchAllowance;
import dev.corral.dispatcher.kill.KillSwitch;
import dev.corral.dispatcher.problem.Problem;
import dev.corral.dispatcher.problem.ProblemException;
import dev.corral.dispatcher.resource.WorkloadSpec;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import software.amazon.awssdk.core.exception.SdkException;

/// Refuses what would begin a launch while launches are stopped, or when the caller has started
/// enough of them.
@ApplicationScoped
public class LaunchGate {
  private static final Logger LOG = Logger.getLogger(LaunchGate.class);

  private final KillSwitch kill;
  private final LaunchAllowance allowance;

  public LaunchGate(KillSwitch kill, LaunchAllowance allowance) {
    this.kill = kill;
    this.allowance = allowance;
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

  /// Creates what begins with a launch; it counts unless it comes to nothing.
  public <T> T create(WorkloadSpec spec, String principal, Supplier<T> creation) {
    require(spec);
    Optional<LaunchAllowance.Counted> counted =
        spec.computes() && !spec.onHold() ? count(principal) : Optional.empty();
    try {
      return creation.get();
    } catch (RuntimeException e) {
      counted.ifPresent(this::giveBack);
      throw e;
    }
  }

  /// Wakes something; it counts if it was written. A count that cannot be read refuses nothing:
  /// where the table is away, nothing starts anyway.
  public <T> T wake(WorkloadSpec spec, String principal, Supplier<Written<T>> wake) {
    require(spec);
    Optional<LaunchAllowance.Counted> counted =
        spec.computes() ? countIfKnown(principal) : Optional.empty();
    boolean written = false;
    try {
      Written<T> result = wake.get();
      written = result.written();
      return result.value();
    } finally {
      if (!written) {
        counted.ifPresent(this::giveBack);
      }
    }
  }

  /// A result, and whether anything was written for it.
  public record Written<T>(T value, boolean written) {}

  private Optional<LaunchAllowance.Counted> countIfKnown(String principal) {
    try {
      return count(principal);
    } catch (SdkException e) {
      LOG.warnf("launches cannot be counted, the wake is written anyway: %s", e.getMessage());
      return Optional.empty();
    }
  }

  private Optional<LaunchAllowance.Counted> count(String principal) {
    return switch (allowance.take(principal)) {
      case LaunchAllowance.Granted granted -> granted.counted();
      case LaunchAllowance.Refused refused ->
          throw new ProblemException(
              new Problem.LaunchLimit(allowance.perHour(), refused.pause().toSeconds()));
    };
  }

  private void giveBack(LaunchAllowance.Counted counted) {
    try {
      allowance.giveBack(counted);
    } catch (SdkException e) {
      LOG.warnf("one launch too many stays counted: %s", e.getMessage());
    }
  }
}
