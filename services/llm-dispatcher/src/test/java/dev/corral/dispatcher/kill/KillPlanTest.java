package dev.corral.dispatcher.kill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.dispatcher.kill.KillPlan.Action;
import dev.corral.dispatcher.kill.KillPlan.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is left to do, from whatever is seen.
class KillPlanTest {
  private static final Instant RAISED = Instant.parse("2026-11-20T20:00:00Z");
  private static final Duration GRACE = Duration.ofMinutes(5);
  private static final KillTarget.Pool OPEN =
      new KillTarget.Pool("corral-gpu-0", "7", List.of("nodes"), false);
  private static final KillTarget.Pool CLOSED =
      new KillTarget.Pool("corral-gpu-1", "8", List.of("nodes"), true);
  private static final KillTarget.Claim CLAIM = new KillTarget.Claim("claim", "9", false);
  private static final KillTarget.Claim LEAVING = new KillTarget.Claim("gone soon", "9", true);

  @Test
  void everythingAtOnceInOrderAndEc2OnlyAfterItsTime() {
    var seen =
        new KillTarget.Seen(List.of(OPEN, CLOSED), List.of("model-big-1"), List.of(CLAIM, LEAVING));
    KillPlan plan = plan(Optional.of(seen), Optional.of(List.of("i-1")), Duration.ofMinutes(1));
    assertThat(plan.actions())
        .containsExactly(
            new Action.Close(OPEN), new Action.HurryWorkloads(), new Action.Delete(CLAIM));
    assertThat(plan.verified()).isFalse();
    assertThat(plan(Optional.of(seen), Optional.of(List.of("i-1")), GRACE).actions())
        .contains(new Action.Terminate(List.of("i-1")));
  }

  @Test
  void withoutTheApiServerTheInstancesStillGo() {
    KillPlan plan = plan(Optional.empty(), Optional.of(List.of("i-1", "i-2")), GRACE);
    assertThat(plan.actions()).containsExactly(new Action.Terminate(List.of("i-1", "i-2")));
    assertThat(plan.progress())
        .extracting(Progress::name, Progress::state)
        .contains(
            org.assertj.core.groups.Tuple.tuple("limits", Progress.UNKNOWN),
            org.assertj.core.groups.Tuple.tuple("instances", Progress.DOING));
  }

  @Test
  void whatCannotBeSeenIsNotVerified() {
    assertThat(plan(Optional.of(KillTarget.Seen.nothing()), Optional.empty(), GRACE).verified())
        .isFalse();
    assertThat(plan(Optional.empty(), Optional.of(List.of()), GRACE).verified()).isFalse();
  }

  @Test
  void nothingLeftIsVerified() {
    var seen = new KillTarget.Seen(List.of(CLOSED), List.of(), List.of());
    KillPlan plan = plan(Optional.of(seen), Optional.of(List.of()), Duration.ZERO);
    assertThat(plan.actions()).isEmpty();
    assertThat(plan.verified()).isTrue();
    assertThat(plan.progress()).allMatch(p -> p.state().equals(Progress.DONE));
  }

  private static KillPlan plan(
      Optional<KillTarget.Seen> cluster, Optional<List<String>> instances, Duration later) {
    return KillPlan.of(new KillPlan.Seen(cluster, instances), RAISED, RAISED.plus(later), GRACE);
  }
}
