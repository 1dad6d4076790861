package dev.corral.dispatcher.pool;

import static dev.corral.dispatcher.pool.PoolSights.NOON;
import static dev.corral.dispatcher.pool.PoolSights.claim;
import static dev.corral.dispatcher.pool.PoolSights.noCapacity;
import static dev.corral.dispatcher.pool.PoolSights.sight;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.dispatcher.resource.GpuPoolStatus;
import dev.corral.dispatcher.resource.GpuPoolStatus.RungState;
import dev.corral.dispatcher.resource.GpuPoolStatus.Try;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How far a ladder is climbed, from claims that come and go within seconds.
class LadderReadingTest {
  private static final KarpenterConfig CONFIG = Karpenter.standard();

  @Test
  void anUntriedLadderOpensItsFirstRung() {
    var reading = read(none(), sight(List.of(), List.of()), NOON);
    assertThat(reading.open()).isZero();
    assertThat(reading.news()).isEmpty();
    assertThat(reading.rungs()).allSatisfy(r -> assertThat(r.state()).isEqualTo(RungState.ok));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "with fleet error(s), VcpuLimitExceeded: You have requested more|Quota|VcpuLimitExceeded",
        "with fleet error(s), MaxSpotInstanceCountExceeded: Max spot|Quota|MaxSpotInstanceCountExceeded",
        "InsufficientInstanceCapacity: none; VcpuLimitExceeded: no|Quota|VcpuLimitExceeded",
        "with fleet error(s), InsufficientInstanceCapacity: We currently|Capacity|InsufficientInstanceCapacity",
        "all requested instance types were unavailable during launch|Capacity|NoCapacity"
      })
  void aFailedTryIsToldWithItsReasonAndTheNextRungOpens(String said, String code, String reason) {
    var event = noCapacity("corral-gpu-0-abcde", NOON, said);
    var reading = read(none(), sight(List.of(), List.of(event)), NOON.plusSeconds(1));
    assertThat(reading.open()).isEqualTo(1);
    assertThat(reading.news()).hasSize(1);
    Try attempt = reading.news().getFirst().attempt();
    assertThat(attempt.code()).isEqualTo(code);
    assertThat(attempt.reason()).isEqualTo(reason);
    assertThat(reading.news().getFirst().message()).contains("g6.xlarge (spot)");
  }

  @Test
  void aTryIsCountedOnceHoweverOftenItIsSeen() {
    var event = noCapacity("corral-gpu-0-abcde", NOON, "InsufficientInstanceCapacity");
    var first = read(none(), sight(List.of(), List.of(event, event)), NOON);
    var again = read(remembering(first), sight(List.of(), List.of(event)), NOON.plusSeconds(5));
    assertThat(first.news()).hasSize(1);
    assertThat(again.news()).isEmpty();
    assertThat(again.rungs()).isEqualTo(first.rungs());
  }

  @Test
  void aRestedRungIsTriedBeforeThoseBelow() {
    var event = noCapacity("corral-gpu-0-abcde", NOON, "InsufficientInstanceCapacity");
    var first = read(none(), sight(List.of(), List.of(event)), NOON);
    Instant rested = NOON.plus(CONFIG.rest());
    assertThat(read(remembering(first), sight(List.of(), List.of()), rested).open()).isZero();
  }

  @Test
  void whenAllRestTheOneThatRestedLongestIsNext() {
    var events =
        List.of(
            noCapacity("corral-gpu-0-aaaaa", NOON.plusSeconds(9), "InsufficientInstanceCapacity"),
            noCapacity("corral-gpu-1-bbbbb", NOON.plusSeconds(3), "InsufficientInstanceCapacity"),
            noCapacity("corral-gpu-2-ccccc", NOON.plusSeconds(6), "InsufficientInstanceCapacity"));
    var reading = read(none(), sight(List.of(), events), NOON.plusSeconds(10));
    assertThat(reading.open()).isEqualTo(1);
  }

  @Test
  void aLaunchThatIsRefusedForAnotherReasonIsATryToo() {
    var claim = claim(1, "abcde", NOON, "Launched=Unknown:AMINotFound");
    var reading = read(none(), sight(List.of(claim), List.of()), NOON);
    assertThat(reading.news().getFirst().attempt().code()).isEqualTo("Bootstrap");
    assertThat(reading.news().getFirst().message()).contains("said");
  }

  @Test
  void aLaunchThatHasNotBeenLookedAtIsNone() {
    var claim = claim(0, "abcde", NOON, "Launched=Unknown:AwaitingReconciliation");
    assertThat(read(none(), sight(List.of(claim), List.of()), NOON).news()).isEmpty();
  }

  @Test
  void aNodeThatDoesNotJoinIsGivenUpBeforeKarpenterWould() {
    var claim = claim(0, "abcde", NOON, "Launched=True", "Registered=Unknown");
    Instant late = NOON.plus(CONFIG.joinBudget()).plusSeconds(1);
    assertThat(CONFIG.joinBudget()).isLessThan(Duration.ofMinutes(15));
    assertThat(read(none(), sight(List.of(claim), List.of()), late.minusSeconds(2)).news())
        .isEmpty();
    var reading = read(none(), sight(List.of(claim), List.of()), late);
    assertThat(reading.news().getFirst().attempt().reason()).isEqualTo("NotJoined");
    assertThat(reading.lost()).containsExactly("corral-gpu-0-abcde");
    assertThat(read(remembering(reading), sight(List.of(claim), List.of()), late).lost())
        .as("until it is leaving")
        .containsExactly("corral-gpu-0-abcde");
  }

  @Test
  void aNodeThatKarpenterGaveUpDidNotJoinButOneThatWeTakeBackIsNoFailure() {
    var claim = leaving(claim(0, "abcde", NOON, "Launched=True", "Registered=Unknown"));
    var sight = sight(List.of(claim), List.of());
    assertThat(read(none(), sight, NOON).news().getFirst().attempt().reason())
        .isEqualTo("NotJoined");
    assertThat(read(none(), sight, NOON).lost()).as("it is leaving already").isEmpty();
    var pool = PoolSights.pool();
    var killed = PoolWanted.of(pool, GpuBan.Ban.KILLED);
    assertThat(LadderReading.of(killed, sight, CONFIG, NOON).news()).isEmpty();
  }

  @Test
  void aNodeThatCameMakesItsRungGoodAgain() {
    var event = noCapacity("corral-gpu-0-abcde", NOON, "InsufficientInstanceCapacity");
    var first = read(none(), sight(List.of(), List.of(event)), NOON);
    var came = claim(0, "fghij", NOON.plusSeconds(60), "Launched=True", "Registered=True");
    var reading =
        read(remembering(first), sight(List.of(came), List.of(event)), NOON.plusSeconds(61));
    assertThat(reading.rungs().getFirst().state()).isEqualTo(RungState.ok);
    assertThat(reading.rungs().getFirst().reason()).isNull();
    assertThat(reading.open()).isZero();
  }

  @Test
  void eventsOfOtherPoolsAndOfAnEarlierPoolOfThisNameDoNotCount() {
    var events =
        List.of(
            noCapacity("corral-gpu-1-0-abcde", NOON, "VcpuLimitExceeded"),
            noCapacity("other-gpu-0-abcde", NOON, "VcpuLimitExceeded"),
            noCapacity("corral-gpu-0-abcde", NOON.minusSeconds(7200), "VcpuLimitExceeded"));
    assertThat(read(none(), sight(List.of(), events), NOON).news()).isEmpty();
  }

  /// Karpenter's events stay for an hour: whatever part of them is seen, in whatever order and how
  /// often, no try is told twice and the memory stays bounded.
  @Property(tries = 300)
  void anyOrderLossAndDuplicationIsTheSame(
      @ForAll @Size(max = 40) List<@IntRange(max = 29) Integer> seen) {
    List<ClaimEvent> all =
        IntStream.range(0, 30)
            .mapToObj(i ->
                noCapacity(
                    "corral-gpu-0-a" + i,
                    NOON.plusSeconds(i * 60L),
                    "InsufficientInstanceCapacity"))
            .toList();
    var told = new ArrayList<String>();
    GpuPoolStatus status = none();
    for (int upTo : seen) {
      Instant now = NOON.plusSeconds(upTo * 60L);
      var visible = all.stream().filter(e -> !e.at().isAfter(now)).toList();
      var reading = read(status, sight(List.of(), visible), now);
      reading.news().forEach(n -> told.add(n.attempt().claim()));
      status = remembering(reading);
      assertThat(
              reading.rungs().getFirst().tries() == null
                  ? 0
                  : reading.rungs().getFirst().tries().size())
          .isLessThanOrEqualTo(4);
    }
    assertThat(told).doesNotHaveDuplicates();
    int newest = seen.stream().mapToInt(i -> i).max().orElse(-1);
    assertThat(told).hasSize(newest + 1);
  }

  private static ClaimSeen leaving(ClaimSeen claim) {
    return new ClaimSeen(
        claim.name(), claim.owner(), claim.labels(), claim.status(), true, claim.createdAt());
  }

  private static LadderReading read(GpuPoolStatus before, PoolSight sight, Instant now) {
    return LadderReading.of(PoolSights.wanted(before), sight, CONFIG, now);
  }

  private static GpuPoolStatus none() {
    return new GpuPoolStatus(null, null, null, null, null, null, null, null);
  }

  static GpuPoolStatus remembering(LadderReading reading) {
    return new GpuPoolStatus(null, null, null, null, reading.rungs(), null, null, null);
  }
}
