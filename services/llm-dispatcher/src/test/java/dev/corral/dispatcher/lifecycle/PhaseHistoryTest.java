package dev.corral.dispatcher.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/// What earlier launches say about the one on its way.
class PhaseHistoryTest {
  private static final Instant T0 = Instant.parse("2026-11-20T10:00:00Z");

  private static PhaseHistory tenLaunches() {
    List<Long> seconds = LongStream.rangeClosed(1, 10).map(s -> s * 1000).boxed().toList();
    return new PhaseHistory(
        Map.of(
            Phase.WAITING_CAPACITY, List.of(0L),
            Phase.NODE_LAUNCHING, List.of(0L),
            Phase.IMAGE_PULL, List.of(0L),
            Phase.WEIGHTS, seconds,
            Phase.WARM_UP, seconds));
  }

  @Test
  void halfOfTheLaunchesTookAsLongAndNineOfTenAtMost() {
    var history = tenLaunches();
    assertThat(history.secondsLeft(Phase.WEIGHTS, T0, T0)).hasValue(10);
    assertThat(history.secondsLeftAtMost(Phase.WEIGHTS, T0, T0)).hasValue(18);
    assertThat(history.secondsLeftAtMost(Phase.WARM_UP, T0, T0.plusSeconds(4))).hasValue(5);
    assertThat(history.secondsLeft(Phase.READY, T0, T0)).hasValue(0);
  }

  @Test
  void oneLaunchAnswersForBoth() {
    var one = new PhaseHistory(Map.of(Phase.WARM_UP, List.of(3000L)));
    assertThat(one.secondsLeft(Phase.WARM_UP, T0, T0)).hasValue(3);
    assertThat(one.secondsLeftAtMost(Phase.WARM_UP, T0, T0)).hasValue(3);
  }

  @Test
  void aPhaseNeverSeenIsAsTheFamilysAndWithoutOneNothingIsSaid() {
    var broken = new PhaseHistory(Map.of(Phase.WEIGHTS, List.of(9000L)));
    assertThat(broken.complete()).isFalse();
    assertThat(broken.secondsLeft(Phase.WEIGHTS, T0, T0)).isEmpty();
    var filled = broken.filledBy(tenLaunches());
    assertThat(filled.complete()).isTrue();
    assertThat(filled.secondsLeft(Phase.WEIGHTS, T0, T0)).hasValue(14);
  }
}
