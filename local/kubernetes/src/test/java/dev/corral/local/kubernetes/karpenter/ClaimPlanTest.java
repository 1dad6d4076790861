package dev.corral.local.kubernetes.karpenter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.store.StoredObject;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// What becomes of a claim, without a cluster or a clock.
class ClaimPlanTest extends Objects {
  private static final Instant NOW = Instant.parse("2026-11-21T01:00:00Z");
  private static final Duration LONG = Duration.ofMinutes(4);
  private static final ObjectNode NO_KNOBS = Json.object();

  private Claim claim(String metadata, String... holding) throws IOException {
    StringBuilder conditions = new StringBuilder();
    for (String type : holding) {
      conditions.append("{type: %s, status: \"True\"}, ".formatted(type));
    }
    return new Claim(
        object(
            Names.CLAIMS,
            """
            metadata:
              name: c
              creationTimestamp: "2026-11-21T00:58:00Z"
              finalizers: [karpenter.sh/termination]
              labels: {karpenter.sh/nodepool: p}
              %s
            spec: {expireAfter: 12h, terminationGracePeriod: 3m}
            status: {providerID: "aws:///eu-central-1a/i-1", nodeName: n, conditions: [%s]}
            """
                .formatted(metadata, conditions)));
  }

  private ClaimPlan.Observed seen(Instances.State instance, Optional<Duration> empty, Drain drain)
      throws IOException {
    StoredObject node =
        object(
            Names.NODES,
            """
            metadata: {name: n}
            spec: {}
            """);
    return new ClaimPlan.Observed(
        NOW,
        LONG,
        instance,
        Optional.of(new NodeView(node)),
        empty,
        Optional.of(Duration.ofMinutes(5)),
        true,
        drain);
  }

  private ClaimStep next(Claim claim, ObjectNode knobs, Instances.State instance)
      throws IOException {
    return new ClaimPlan(claim, new Knobs(knobs), seen(instance, Optional.empty(), Drain.none()))
        .next();
  }

  private ClaimStep empty(Claim claim, Duration since) throws IOException {
    var seen = seen(Instances.State.RUNNING, Optional.of(since), Drain.none());
    return new ClaimPlan(claim, new Knobs(NO_KNOBS), seen).next();
  }

  @Test
  void itIsLaunchedRegisteredAndInitialized() throws IOException {
    assertEquals(new ClaimStep.Launch(), next(claim(""), NO_KNOBS, Instances.State.UNKNOWN));
    Claim launched = claim("", "Launched");
    assertEquals(
        new ClaimStep.Register(),
        next(launched, Json.object("timeout.registration", "15m"), Instances.State.RUNNING));
    assertInstanceOf(
        ClaimStep.Wait.class,
        next(launched, Json.object("timeout.registration", "15m"), Instances.State.STARTING));
    assertEquals(
        new ClaimStep.Initialize(),
        next(claim("", "Launched", "Registered"), NO_KNOBS, Instances.State.RUNNING));
  }

  @Test
  void aBrokenBootstrapIsWaitedForAndThenGivenUp() throws IOException {
    Claim launched = claim("", "Launched");
    ObjectNode knobs = Json.object("p.fail", "Bootstrap", "timeout.registration", "15m");
    assertInstanceOf(ClaimStep.Wait.class, next(launched, knobs, Instances.State.RUNNING));
    knobs.put("timeout.registration", "1m");
    assertEquals(new ClaimStep.Delete(true), next(launched, knobs, Instances.State.RUNNING));
  }

  @Test
  void anEmptyNodeGoesAfterItsTimeAndALostOneAtOnce() throws IOException {
    Claim running = claim("", "Launched", "Registered", "Initialized");
    assertEquals(new ClaimStep.Consolidate(), empty(running, Duration.ofMinutes(5)));
    assertEquals(
        new ClaimStep.Wait(Duration.ofMillis(200)),
        empty(running, Duration.ofMinutes(5).minusMillis(200)));
    assertEquals(new ClaimStep.GiveUp(), next(running, NO_KNOBS, Instances.State.GONE));
    assertInstanceOf(ClaimStep.Wait.class, next(running, NO_KNOBS, Instances.State.UNKNOWN));
  }

  @Test
  void anExpiredOneGoesWhateverRunsOnIt() throws IOException {
    Claim old = claim("annotations: {a: b}", "Launched", "Registered", "Initialized");
    var later =
        new ClaimPlan.Observed(
            NOW.plus(Duration.ofHours(12)),
            LONG,
            Instances.State.RUNNING,
            seen(Instances.State.RUNNING, Optional.empty(), Drain.none()).node(),
            Optional.empty(),
            Optional.empty(),
            true,
            Drain.none());
    assertEquals(
        new ClaimStep.Delete(false), new ClaimPlan(old, new Knobs(NO_KNOBS), later).next());
  }

  @Test
  void theDeadlineIsSetFromTheGraceUnlessThereIsOne() throws IOException {
    Claim deleted = claim("deletionTimestamp: \"2026-11-21T00:59:00Z\"", "Launched", "Registered");
    assertEquals(
        new ClaimStep.SetDeadline(Instant.parse("2026-11-21T01:02:00Z")),
        next(deleted, NO_KNOBS, Instances.State.RUNNING));
    Claim hurried =
        claim(
            """
            deletionTimestamp: "2026-11-21T00:59:00Z"
              annotations: {karpenter.sh/nodeclaim-termination-timestamp: "2026-11-21T00:59:00Z"}
            """,
            "Launched",
            "Registered");
    assertEquals(new ClaimStep.BeginDrain(), next(hurried, NO_KNOBS, Instances.State.RUNNING));
    assertEquals(new ClaimStep.DropNode(), next(hurried, NO_KNOBS, Instances.State.GONE));
  }

  private StoredObject pod(String name, String annotations) throws IOException {
    return object(
        Names.PODS,
        """
        metadata: {name: %s, labels: {app: x}, annotations: {%s}}
        spec: {nodeName: n, terminationGracePeriodSeconds: 30}
        status: {phase: Running, conditions: [{type: Ready, status: "True"}]}
        """
            .formatted(name, annotations));
  }

  @Test
  void drainingSparesProtectedPodsUntilTheDeadlineIsNear() throws IOException {
    StoredObject plain = pod("plain", "");
    StoredObject held = pod("held", "karpenter.sh/do-not-disrupt: \"true\"");
    Disruptions none = new Disruptions(List.of(), List.of());
    Drain early = Drain.of(List.of(plain, held), none, Optional.of(NOW.plusSeconds(60)), NOW);
    assertEquals(List.of(new Drain.Ending(plain, OptionalLong.empty())), early.endings());
    Drain late = Drain.of(List.of(held), none, Optional.of(NOW.plusSeconds(20)), NOW);
    assertEquals(List.of(new Drain.Ending(held, OptionalLong.of(20))), late.endings());
    Drain past = Drain.of(List.of(held), none, Optional.of(NOW.minusSeconds(20)), NOW);
    assertEquals(List.of(new Drain.Ending(held, OptionalLong.of(1))), past.endings());
    assertTrue(Drain.of(List.of(held), none, Optional.empty(), NOW).endings().isEmpty());
  }

  @Test
  void drainingKeepsToDisruptionBudgets() throws IOException {
    List<StoredObject> pods = List.of(pod("a", ""), pod("b", ""));
    StoredObject budget =
        object(
            "policy/poddisruptionbudgets",
            """
            metadata: {name: b, namespace: default}
            spec: {minAvailable: 1, selector: {matchLabels: {app: x}}}
            """);
    Disruptions budgets = new Disruptions(List.of(inDefault(budget)), pods);
    assertEquals(1, Drain.of(pods, budgets, Optional.empty(), NOW).endings().size());
  }

  private StoredObject inDefault(StoredObject object) throws IOException {
    return object(Names.PODS, object.json().toString());
  }
}
