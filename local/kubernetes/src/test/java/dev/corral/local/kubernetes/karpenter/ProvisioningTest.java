package dev.corral.local.kubernetes.karpenter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.local.kubernetes.json.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Where pods go, without a cluster or a clock.
class ProvisioningTest extends Objects {
  private static final Amounts G6 =
      Amounts.none()
          .with("cpu", BigDecimal.valueOf(4))
          .with("pods", BigDecimal.valueOf(58))
          .with(Names.GPU, BigDecimal.ONE);

  private static List<Decision> decide(
      List<Demand> pending, List<Pool> pools, List<Space> spaces, Set<String> soldOut) {
    Offerings offerings = new Offerings(InstanceTypes.known(), List.of("eu-central-1a"), soldOut);
    return Provisioning.decide(
        new World(
            pending, pools.stream().sorted(Pool.ORDER).toList(), spaces, Map.of(), offerings));
  }

  private static Space space(String claim, Optional<String> node) {
    return new Space(claim, node, Map.of("corral.dev/pool", "small"), Json.array(), G6);
  }

  private static String launched(Decision decision) {
    return assertInstanceOf(Decision.Launch.class, decision).pool().name();
  }

  @Test
  void theHeaviestPoolGoesFirstAndTheNextOneWhenItIsSoldOut() throws IOException {
    List<Pool> pools =
        List.of(pool("light", 1, "g5.xlarge", ""), pool("heavy", 9, "g6.xlarge", ""));
    List<Demand> pods = List.of(demand("a", "small", 1));
    assertEquals("heavy", launched(decide(pods, pools, List.of(), Set.of()).getFirst()));
    for (String market : List.of("on-demand:g6.xlarge", "heavy/on-demand:g6.xlarge")) {
      List<Decision> next = decide(pods, pools, List.of(), Set.of(market));
      assertInstanceOf(Decision.PassOver.class, next.getFirst());
      assertEquals("light", launched(next.getLast()));
    }
  }

  @Test
  void roomOnANodeGoesBeforeAClaimOnItsWayAndThatBeforeANewOne() throws IOException {
    List<Pool> pools = List.of(pool("p", 1, "g6.xlarge", ""));
    List<Demand> pods =
        List.of(demand("a", "small", 1), demand("b", "small", 1), demand("c", "small", 1));
    List<Decision> decisions =
        decide(
            pods,
            pools,
            List.of(space("c1", Optional.of("n1")), space("c2", Optional.empty())),
            Set.of());
    assertEquals(new Decision.Bind(pods.get(0).pod(), "n1"), decisions.get(0));
    assertEquals(new Decision.Nominate(pods.get(1).pod(), "c2"), decisions.get(1));
    assertEquals("p", launched(decisions.get(2)));
    assertEquals(3, decisions.size());
  }

  @Test
  void aNodeOfSeveralGpusIsSharedFromTheStart() throws IOException {
    List<Pool> pools = List.of(pool("p", 1, "g6.12xlarge", ""));
    List<Demand> pods = List.of(demand("a", "small", 2), demand("b", "small", 2));
    assertEquals(1, decide(pods, pools, List.of(), Set.of()).size());
  }

  @Test
  void limitsAreKeptAndZeroBlocks() throws IOException {
    List<Demand> one = List.of(demand("a", "small", 1));
    List<Demand> two = List.of(demand("a", "small", 1), demand("b", "small", 1));
    List<Decision> blocked =
        decide(one, List.of(pool("p", 1, "g6.xlarge", "nvidia.com/gpu: 0")), List.of(), Set.of());
    assertEquals(
        "all available instance types exceed limits for nodepool (NodePool=p)",
        assertInstanceOf(Decision.Refuse.class, blocked.getFirst()).why());
    List<Decision> half =
        decide(two, List.of(pool("q", 1, "g6.xlarge", "nodes: 1")), List.of(), Set.of());
    assertEquals("q", launched(half.getFirst()));
    assertEquals(
        "node limits have been exhausted for nodepool (NodePool=q)",
        assertInstanceOf(Decision.Refuse.class, half.getLast()).why());
  }

  @Test
  void aPodThatNoPoolCanTakeIsToldWhy() throws IOException {
    List<Pool> pools = List.of(pool("p", 1, "g6.xlarge", ""));
    String selector = refusal(demand("a", "large", 1), pools);
    assertTrue(selector.startsWith("incompatible requirements, key corral.dev/pool"), selector);
    String size = refusal(demand("b", "small", 4), pools);
    assertTrue(size.contains("\"nvidia.com/gpu\":\"4\""), size);
    assertEquals("no nodepools found", refusal(demand("c", "small", 1), List.of()));
  }

  private static String refusal(Demand demand, List<Pool> pools) {
    List<Decision> decisions = decide(List.of(demand), pools, List.of(), Set.of());
    return assertInstanceOf(Decision.Refuse.class, decisions.getFirst()).why();
  }

  @Test
  void fractionsOfAGpuAreNoGpu() {
    assertTrue(
        InstanceTypes.known().all().stream()
            .filter(type -> type.name().startsWith("g6f."))
            .noneMatch(type -> type.allocatable().values().containsKey(Names.GPU)));
  }
}
