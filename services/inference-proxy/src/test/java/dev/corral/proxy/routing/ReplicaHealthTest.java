package dev.corral.proxy.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.proxy.endpoint.Replica;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// When a replica is left alone, for how long, and how it comes back.
class ReplicaHealthTest {
  private static final Replica ONE = new Replica("a", 1);
  private static final Replica TWO = new Replica("b", 1);
  private static final List<Replica> BOTH = List.of(ONE, TWO);

  private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000_000); // it may overflow
  private final AtomicInteger ejections = new AtomicInteger();
  private final ReplicaHealth health =
      new ReplicaHealth(
          new ReplicaHealth.Rule(3, Duration.ofSeconds(10), Duration.ofMinutes(5)),
          now::get,
          ejections::incrementAndGet);

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      health.failed(ONE, BOTH);
    }
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void threeFailuresInARowAndNotTwo() {
    fail(2);
    health.worked(ONE);
    fail(2);
    assertEquals(Set.of(), health.avoided(BOTH));
    fail(1);
    assertEquals(Set.of(ONE), health.avoided(BOTH));
    assertEquals(1, ejections.get());
  }

  @Test
  void oneProbeAfterTheTimeDecides() {
    fail(3);
    pass(Duration.ofMillis(9_999));
    assertEquals(Set.of(ONE), health.avoided(BOTH));
    pass(Duration.ofMillis(1));
    assertEquals(Set.of(), health.avoided(BOTH));
    health.calling(ONE);
    assertEquals(Set.of(ONE), health.avoided(BOTH), "only one probe");
    health.failed(ONE, BOTH);
    pass(Duration.ofSeconds(19));
    assertEquals(Set.of(ONE), health.avoided(BOTH), "twice as long");
    pass(Duration.ofSeconds(1));
    health.calling(ONE);
    health.worked(ONE);
    assertEquals(Set.of(), health.avoided(BOTH));
    fail(2);
    assertEquals(Set.of(), health.avoided(BOTH), "it begins anew");
  }

  @Test
  void aProbeThatWasGivenUpIsFollowedByAnother() {
    fail(3);
    pass(Duration.ofSeconds(10));
    health.calling(ONE);
    health.released(ONE);
    assertEquals(Set.of(), health.avoided(BOTH));
  }

  @Test
  void thePauseGrowsToFiveMinutesAndNoFurther() {
    fail(3);
    for (int i = 0; i < 30; i++) {
      pass(Duration.ofMinutes(5));
      assertEquals(Set.of(), health.avoided(BOTH));
      health.calling(ONE);
      health.failed(ONE, BOTH);
      assertEquals(Set.of(ONE), health.avoided(BOTH));
    }
    pass(Duration.ofMinutes(5).minusNanos(1));
    assertEquals(Set.of(ONE), health.avoided(BOTH));
  }

  @Test
  void anOnlyReplicaIsNeverLeftAloneAndNoneWhenAllWouldBe() {
    for (int i = 0; i < 10; i++) {
      health.failed(TWO, List.of(TWO));
    }
    assertEquals(Set.of(), health.avoided(List.of(TWO)));
    fail(3);
    assertEquals(Set.of(), health.avoided(List.of(ONE)), "the other one has left");
  }

  @Test
  void anAddressThatLeftIsForgotten() {
    fail(3);
    health.keep(Set.of(TWO));
    assertEquals(Set.of(), health.avoided(BOTH));
  }

  @Property(tries = 100)
  void neverMoreThanHalf(@ForAll @IntRange(min = 1, max = 9) int count, @ForAll long seed) {
    List<Replica> ready = IntStream.range(0, count).mapToObj(i -> new Replica("r", i)).toList();
    Random random = new Random(seed);
    for (int i = 0; i < 300; i++) {
      Replica one = ready.get(random.nextInt(count));
      if (random.nextInt(5) == 0) {
        health.worked(one);
      } else {
        health.calling(one);
        health.failed(one, ready);
      }
      pass(Duration.ofSeconds(random.nextInt(4)));
      assertTrue(health.avoided(ready).size() * 2 <= count);
    }
    health.keep(Set.of());
  }
}
