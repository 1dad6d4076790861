package dev.corral.proxy.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.proxy.endpoint.Replica;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/// Same beginning, same replica, unless it is much busier than the others.
class PrefixHashTest {
  private static final double FACTOR = 1.25;

  private final ReplicaLoads loads = new ReplicaLoads();
  private final PrefixHash policy = new PrefixHash(loads, new LeastLoad(loads), FACTOR, 256);

  private static List<Replica> replicas(int count) {
    return IntStream.range(0, count).mapToObj(i -> new Replica("10.0.0." + i, 8000)).toList();
  }

  private Replica pick(List<Replica> ready, long hash) {
    return policy.pick(ready, Set.of(), Affinity.of(hash)).orElseThrow();
  }

  @Property(tries = 100)
  void noReplicaEverHasMoreThanTheBound(
      @ForAll @IntRange(min = 2, max = 9) int count, @ForAll long seed) {
    Random random = new Random(seed);
    List<Replica> ready = replicas(count);
    List<Replica> running = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      if (!running.isEmpty() && random.nextInt(4) == 0) {
        loads.released(running.remove(random.nextInt(running.size())));
      }
      Replica picked = pick(ready, random.nextInt(3));
      loads.taken(picked);
      running.add(picked);
      long most = (long) Math.ceil(FACTOR * running.size() / count);
      assertTrue(loads.of(picked) <= most, picked + " has " + loads.of(picked) + " of " + most);
    }
    running.forEach(loads::released);
  }

  @Property(tries = 200)
  void theSameBeginningGoesToTheSameReplicaWhateverTheOrder(
      @ForAll @IntRange(min = 2, max = 9) int count, @ForAll long hash, @ForAll long seed) {
    List<Replica> ready = replicas(count);
    List<Replica> shuffled = new ArrayList<>(ready);
    Collections.shuffle(shuffled, new Random(seed));
    assertEquals(pick(ready, hash), pick(shuffled, hash));
  }

  @Property(tries = 50)
  void aReplicaThatLeavesMovesOnlyItsShare(
      @ForAll @IntRange(min = 2, max = 9) int count, @ForAll long seed) {
    List<Replica> ready = replicas(count);
    Replica gone = ready.get(Math.floorMod((int) seed, count));
    List<Replica> left = ready.stream().filter(one -> !one.equals(gone)).toList();
    Random random = new Random(seed);
    for (int i = 0; i < 100; i++) {
      long hash = random.nextLong();
      Replica before = pick(ready, hash);
      assertTrue(before.equals(gone) || before.equals(pick(left, hash)));
      assertTrue(
          before.equals(policy.pick(ready, Set.of(gone), Affinity.of(hash)).orElseThrow())
              || before.equals(gone));
    }
  }

  @Test
  void sharesAreAboutEqual() {
    List<Replica> ready = replicas(4);
    Random random = new Random(7);
    int[] share = new int[4];
    for (int i = 0; i < 20_000; i++) {
      share[ready.indexOf(pick(ready, random.nextLong()))]++;
    }
    for (int one : share) {
      assertTrue(one > 3_800 && one < 6_200, () -> "shares " + List.of(share[0], share[1]));
    }
  }

  @Test
  void overTheBoundTheNextOnTheRingIsTakenAndLaterTheFirstAgain() {
    List<Replica> ready = replicas(3);
    Replica first = pick(ready, 42);
    loads.taken(first);
    loads.taken(first);
    Replica second = pick(ready, 42);
    assertTrue(!second.equals(first));
    assertEquals(second, pick(ready, 42));
    loads.released(first);
    loads.released(first);
    assertEquals(first, pick(ready, 42));
  }

  @Test
  void withoutAffinityTheLeastBusy() {
    List<Replica> ready = replicas(2);
    loads.taken(ready.getFirst());
    for (int i = 0; i < 4; i++) {
      assertEquals(Optional.of(ready.getLast()), policy.pick(ready, Set.of(), Affinity.NONE));
    }
    assertEquals(Optional.empty(), policy.pick(List.of(), Set.of(), Affinity.of(1)));
    assertEquals(Optional.empty(), policy.pick(ready, Set.copyOf(ready), Affinity.of(1)));
  }
}
