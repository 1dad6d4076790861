package dev.corral.local.kubernetes.karpenter;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// Decides the next step of a claim from what is observed; nothing else.
record ClaimPlan(Claim claim, Knobs knobs, Observed seen) {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final Duration LAUNCH_TIMEOUT = Duration.ofMinutes(5);

  /// @param inStage how long the claim has been in its present stage
  /// @param node the node as it is now, if there is one
  /// @param emptyFor how long no pod has been on its node, absent while there is one
  /// @param mayConsolidate whether its pool lets an empty node go, as far as budgets are concerned
  record Observed(
      Instant now,
      Duration inStage,
      Instances.State instance,
      Optional<NodeView> node,
      Optional<Duration> emptyFor,
      Optional<Duration> consolidateAfter,
      boolean mayConsolidate,
      Drain drain) {}

  ClaimStep next() {
    return switch (claim.stage()) {
      case NEW -> new ClaimStep.Adopt();
      case LAUNCHING -> launch();
      case REGISTERING -> register();
      case INITIALIZING -> initialize();
      case RUNNING -> run();
      case ENDING -> end();
    };
  }

  private ClaimStep after(Duration delay, ClaimStep step) {
    return seen.inStage().compareTo(delay) >= 0
        ? step
        : new ClaimStep.Wait(delay.minus(seen.inStage()));
  }

  private ClaimStep launch() {
    boolean tooLate = seen.now().isAfter(claim.created().plus(LAUNCH_TIMEOUT));
    return tooLate
        ? new ClaimStep.Delete(true)
        : after(knobs.delay("launched", claim.pool()), new ClaimStep.Launch());
  }

  private ClaimStep register() {
    Duration timeout = knobs.registrationTimeout(claim.pool());
    if (seen.inStage().compareTo(timeout) >= 0) {
      return new ClaimStep.Delete(true);
    }
    boolean broken = knobs.fault(claim.pool()).filter(Knobs.Fault.BOOTSTRAP::equals).isPresent();
    if (broken || seen.instance() != Instances.State.RUNNING) {
      Duration left = timeout.minus(seen.inStage());
      return new ClaimStep.Wait(left.compareTo(LOOK) < 0 ? left : LOOK);
    }
    return after(knobs.delay("registered", claim.pool()), new ClaimStep.Register());
  }

  private ClaimStep initialize() {
    if (lost()) {
      return new ClaimStep.GiveUp();
    }
    return after(knobs.delay("initialized", claim.pool()), new ClaimStep.Initialize());
  }

  private boolean lost() {
    return seen.instance() == Instances.State.GONE || seen.instance() == Instances.State.ENDING;
  }

  private ClaimStep run() {
    if (lost()) {
      return new ClaimStep.GiveUp();
    }
    if (seen.node().isEmpty() || seen.node().get().deleting()) {
      return new ClaimStep.Delete(false);
    }
    Optional<Duration> life = claim.expireAfter();
    if (life.isPresent() && !seen.now().isBefore(claim.created().plus(life.get()))) {
      return new ClaimStep.Delete(false);
    }
    if (seen.emptyFor().isPresent() && seen.consolidateAfter().isPresent()) {
      Duration left = seen.consolidateAfter().get().minus(seen.emptyFor().get());
      if (left.isNegative() || left.isZero()) {
        return seen.mayConsolidate() ? new ClaimStep.Consolidate() : new ClaimStep.Wait(LOOK);
      }
      return new ClaimStep.Wait(left.compareTo(LOOK) < 0 ? left : LOOK);
    }
    return new ClaimStep.Wait(LOOK);
  }

  private ClaimStep end() {
    Optional<Duration> grace = claim.terminationGrace();
    if (claim.terminationTime().isEmpty() && grace.isPresent()) {
      return new ClaimStep.SetDeadline(deletedAt().plus(grace.get()));
    }
    boolean drained =
        seen.node().isEmpty() || !claim.registered() || seen.instance() == Instances.State.GONE;
    return drained ? endInstance() : drain(seen.node().get());
  }

  private Instant deletedAt() {
    return Instant.parse(claim.object().at("metadata", "deletionTimestamp").asText());
  }

  private ClaimStep drain(NodeView node) {
    if (!node.draining()) {
      return new ClaimStep.BeginDrain();
    }
    if (!seen.drain().over()) {
      return seen.drain().endings().isEmpty()
          ? new ClaimStep.AwaitPods()
          : new ClaimStep.EndPods(seen.drain().endings());
    }
    return Conditions.holds(claim.object(), "Drained")
        ? endInstance()
        : new ClaimStep.NoteDrained();
  }

  private ClaimStep endInstance() {
    boolean noInstance = claim.instanceId().isEmpty() || seen.instance() == Instances.State.GONE;
    if (noInstance) {
      return seen.node().isPresent() ? new ClaimStep.DropNode() : new ClaimStep.Release();
    }
    if (seen.instance() == Instances.State.ENDING) {
      return new ClaimStep.Wait(LOOK);
    }
    boolean asked = Conditions.holds(claim.object(), "InstanceTerminating");
    return asked && seen.instance() == Instances.State.UNKNOWN
        ? new ClaimStep.Wait(LOOK)
        : new ClaimStep.EndInstance();
  }

  /// By when its pods must be gone, if that is settled.
  static Optional<Instant> deadline(Claim claim) {
    try {
      return claim.terminationTime().map(Instant::parse);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
