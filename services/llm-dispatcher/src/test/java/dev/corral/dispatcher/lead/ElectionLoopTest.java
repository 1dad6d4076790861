package dev.corral.dispatcher.lead;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// After the lease was lost.
class ElectionLoopTest {
  private final MemoryLeases leases = new MemoryLeases();
  private final Replica replica = new Replica("a", leases, new MemoryFence(), 0, Duration.ZERO);
  private boolean ended = true;
  private int halts;
  private final ElectionLoop loop =
      new ElectionLoop(
          replica.election, Replica.TIMES, replica.nanos::get, () -> ended, () -> halts++);

  @Test
  void standsAgainOnlyWhenTheWorkHasEnded() {
    loop.round();
    long first = replica.election.generation();
    ended = false;
    replica.pass(Duration.ofSeconds(11));
    loop.round();
    assertThat(replica.election.leads()).isFalse();
    ended = true;
    loop.round();
    assertThat(replica.election.leads()).isTrue();
    assertThat(replica.election.generation()).isGreaterThan(first);
    assertThat(halts).isZero();
  }

  @Test
  void endsTheProcessWhenTheWorkGoesOnWithoutTheLease() {
    loop.round();
    ended = false;
    replica.pass(Duration.ofSeconds(11));
    loop.round();
    replica.pass(Duration.ofSeconds(19));
    loop.round();
    assertThat(halts).isZero();
    replica.pass(Duration.ofSeconds(2));
    loop.round();
    assertThat(halts).isEqualTo(1);
  }

  @Test
  void aFlappingApiIsNoReasonToEnd() {
    loop.round();
    leases.api = MemoryLeases.Api.DOWN;
    replica.pass(Duration.ofMinutes(3));
    loop.round();
    assertThat(replica.election.leads()).isFalse();
    leases.api = MemoryLeases.Api.UP;
    loop.round();
    assertThat(replica.election.leads()).isTrue();
    assertThat(halts).isZero();
  }
}
