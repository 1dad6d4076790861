package dev.corral.dispatcher.lead;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/// Who leads, decided by nobody's wall clock.
class ElectionTest {
  private final MemoryLeases leases = new MemoryLeases();
  private final MemoryFence fence = new MemoryFence();
  private final Replica a = new Replica("a", leases, fence, Long.MAX_VALUE - 5, ahead(-5));
  private final Replica b = new Replica("b", leases, fence, -17, ahead(5));
  private final List<Replica> both = List.of(a, b);

  @Test
  void aClockThatIsAheadTakesNothing() {
    a.election.step();
    b.election.step();
    assertThat(a.election.leads()).isTrue();
    assertThat(b.election.leads()).isFalse();
  }

  @Test
  void aSilentLeaderIsReplacedAfterTheLeaseWasSeenUnchangedForItsDuration() {
    a.election.step();
    b.election.step();
    pass(Duration.ofSeconds(14));
    b.election.step();
    assertThat(b.election.leads()).isFalse();
    assertThat(a.election.leads()).as("past its own deadline").isFalse();
    pass(Duration.ofSeconds(1));
    b.election.step();
    assertThat(b.election.leads()).isTrue();
    assertThat(b.election.generation()).isGreaterThan(a.election.generation());
    assertThat(fence.lets(a.election.generation())).isFalse();
    a.election.step();
    assertThat(a.election.leads()).isFalse();
  }

  @Test
  void whoJustArrivedWaitsTheWholeDurationHoweverOldTheLeaseSaysItIs() {
    a.election.step();
    pass(Duration.ofHours(2));
    b.election.step();
    assertThat(b.election.leads()).isFalse();
  }

  @Test
  void aLeaseGivenBackIsTakenAtOnce() {
    a.election.step();
    a.election.resign();
    b.election.step();
    assertThat(b.election.leads()).isTrue();
  }

  @Test
  void aRenewalWithALostAnswerDoesNotExtendTheLead() {
    a.election.step();
    pass(Duration.ofSeconds(9));
    leases.api = MemoryLeases.Api.LOSES_ANSWERS;
    a.tryStep();
    pass(Duration.ofSeconds(2));
    assertThat(a.election.leads()).isFalse();
  }

  @Test
  void whoCannotReachTheRecordsGivesTheLeaseBack() {
    fence.away = true;
    a.tryStep();
    assertThat(a.election.leads()).isFalse();
    fence.away = false;
    b.election.step();
    assertThat(b.election.leads()).isTrue();
  }

  @Test
  void aLeaseThatWasDeletedDoesNotStartCountingAnew() {
    a.election.step();
    long before = a.election.generation();
    leases.lose();
    b.election.step();
    assertThat(b.election.generation()).isGreaterThan(before);
    assertThat(fence.lets(a.election.generation())).isFalse();
  }

  @Test
  void aReplicaThatSleptLeadsAgainUnderANewGeneration() {
    a.election.step();
    long before = a.election.generation();
    pass(Duration.ofSeconds(60));
    assertThat(a.election.leads()).isFalse();
    a.election.step();
    assertThat(a.election.leads()).isTrue();
    assertThat(a.election.generation()).isGreaterThan(before);
  }

  /// Any schedule of looks, sleeps and failures of the API, with clocks up to 2 % too fast: never
  /// two leaders, and whoever leads passes the fence.
  @Property(tries = 2000)
  void atMostOneLeads(@ForAll long seed) {
    var random = new Random(seed);
    var replicas = List.of(a, b, new Replica("c", leases, fence, random.nextLong(), ahead(3)));
    for (int i = 0; i < 200; i++) {
      leases.api = MemoryLeases.Api.values()[Math.max(0, random.nextInt(12) - 9)];
      replicas.get(random.nextInt(3)).tryStep();
      assertThat(replicas.stream().filter(r -> r.election.leads())).hasSizeLessThanOrEqualTo(1);
      assertThat(
              replicas.stream()
                  .filter(r -> r.election.leads())
                  .allMatch(r -> fence.lets(r.election.generation())))
          .isTrue();
      long millis = random.nextInt(2500);
      replicas.forEach(
          r -> r.pass(Duration.ofNanos(millis * (1_000_000 + random.nextInt(20_000)))));
      leases.api = MemoryLeases.Api.UP;
    }
  }

  private void pass(Duration time) {
    both.forEach(r -> r.pass(time));
  }

  private static Duration ahead(int minutes) {
    return Duration.ofMinutes(minutes);
  }
}
