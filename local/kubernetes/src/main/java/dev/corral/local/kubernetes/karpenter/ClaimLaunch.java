package dev.corral.local.kubernetes.karpenter;

import dev.corral.local.kubernetes.event.EventRecorder;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Launches a claim and deals with every answer.
final class ClaimLaunch {
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final Writer writer;
  private final Launches launches;
  private final SoldOut soldOut;
  private final EventRecorder events;
  private final Clock clock;

  ClaimLaunch(
      Writer writer, Launches launches, SoldOut soldOut, EventRecorder events, Clock clock) {
    this.writer = writer;
    this.launches = launches;
    this.soldOut = soldOut;
    this.events = events;
    this.clock = clock;
  }

  Optional<Duration> launch(Claim claim, Offerings offerings, Knobs knobs) {
    List<Offering> wanted = offerings.meeting(claim.pool(), claim.requirements(), claim.labels());
    if (wanted.isEmpty()) {
      String why =
          "NodeClaim %s event: creating instance, insufficient capacity, all requested instance types were unavailable during launch"
              .formatted(claim.name());
      return giveUp(claim, why);
    }
    return switch (launches.buy(claim, wanted, knobs.fault(claim.pool()))) {
      case Instances.Bought bought -> {
        launches.note(claim, bought);
        yield Optional.of(Duration.ZERO);
      }
      case Instances.SoldOut(List<Instances.Refusal> refusals, boolean onlyForPool) -> {
        refusals.forEach(refusal -> mark(claim, refusal, onlyForPool, knobs));
        yield giveUp(claim, FleetErrors.event(claim.name(), refusals));
      }
      case Instances.Failed(Instances.Refusal refusal) -> fail(claim, refusal);
    };
  }

  private void mark(Claim claim, Instances.Refusal refusal, boolean onlyForPool, Knobs knobs) {
    String market = refusal.offering().market();
    soldOut.mark(
        onlyForPool ? claim.pool() + "/" + market : market,
        clock.instant().plus(knobs.unavailable(claim.pool())));
  }

  private Optional<Duration> giveUp(Claim claim, String why) {
    events.warning(claim.object(), "InsufficientCapacityError", why);
    writer.delete(claim.object());
    return Optional.of(Duration.ZERO);
  }

  private Optional<Duration> fail(Claim claim, Instances.Refusal refusal) {
    writer.conditions(
        claim.object(),
        Conditions.OF_CLAIM,
        conditions ->
            conditions.unknown(
                "Launched",
                FleetErrors.reason(refusal.code()),
                FleetErrors.message(refusal.code())));
    return Optional.of(RETRY);
  }
}
