package dev.corral.proxy.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.corral.proxy.endpoint.Replica;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The least busy replica gets the request; equals take turns.
class LeastLoadTest {
  private static final Replica ONE = new Replica("a", 1);
  private static final Replica TWO = new Replica("b", 1);
  private final ReplicaLoads loads = new ReplicaLoads();
  private final LeastLoad policy = new LeastLoad(loads);

  @Test
  void theLeastBusy() {
    loads.taken(ONE);
    for (int i = 0; i < 4; i++) {
      assertEquals(Optional.of(TWO), policy.pick(List.of(ONE, TWO), Set.of(), Affinity.NONE));
    }
    loads.released(ONE);
    loads.taken(TWO);
    assertEquals(Optional.of(ONE), policy.pick(List.of(ONE, TWO), Set.of(), Affinity.NONE));
  }

  @Test
  void equalsTakeTurns() {
    Set<Replica> picked = new HashSet<>();
    for (int i = 0; i < 2; i++) {
      picked.add(policy.pick(List.of(ONE, TWO), Set.of(), Affinity.NONE).orElseThrow());
    }
    assertEquals(Set.of(ONE, TWO), picked);
  }

  @Test
  void theTriedOneIsLeftOut() {
    assertEquals(Optional.of(TWO), policy.pick(List.of(ONE, TWO), Set.of(ONE), Affinity.NONE));
    assertEquals(Optional.empty(), policy.pick(List.of(ONE), Set.of(ONE), Affinity.NONE));
    assertEquals(Optional.empty(), policy.pick(List.of(), Set.of(), Affinity.NONE));
  }
}
