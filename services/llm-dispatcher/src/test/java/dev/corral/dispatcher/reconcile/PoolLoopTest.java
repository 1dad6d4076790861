package dev.corral.dispatcher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.dispatcher.lifecycle.Failure;
import dev.corral.dispatcher.manifest.SchemaFixtures;
import dev.corral.dispatcher.pool.GpuBan;
import dev.corral.dispatcher.pool.Karpenter;
import dev.corral.dispatcher.pool.Outlook;
import dev.corral.dispatcher.pool.PoolManifests;
import dev.corral.dispatcher.pool.PoolOutlook;
import dev.corral.dispatcher.pool.PoolPlanner;
import dev.corral.dispatcher.pool.PoolSight;
import dev.corral.dispatcher.pool.PoolStep;
import dev.corral.dispatcher.resource.Commands;
import dev.corral.dispatcher.resource.Condition;
import dev.corral.dispatcher.resource.GpuPool;
import dev.corral.dispatcher.resource.GpuPoolSpec;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Pools from launch to deletion against a Karpenter in memory, and with a death at every call.
class PoolLoopTest {
  private final MutableClock clock = new MutableClock();
  private final FakePools pools = new FakePools();
  private GpuBan.Ban ban = GpuBan.Ban.NONE;

  /// What is going on when the process dies.
  enum Story {
    LAUNCH(t -> {}, t -> t.pools.pods = 1, t -> t.pools.claims.size() == 1 && t.is("Ready")),
    LADDER(
        t -> t.pools.soldOut.addAll(Set.of(0, 1)),
        t -> t.pools.pods = 1,
        t -> t.pools.claims.keySet().stream().anyMatch(n -> n.startsWith("corral-gpu-2"))),
    STOP(Story::toRunning, PoolLoopTest::stop, t -> t.pools.claims.isEmpty() && t.is("Ready")),
    KILL(
        Story::toRunning,
        t -> t.ban = GpuBan.Ban.KILLED,
        t -> t.pools.claims.isEmpty() && t.is("Killed")),
    DELETE(Story::toRunning, PoolLoopTest::delete, t -> !t.pools.exists);

    final Consumer<PoolLoopTest> before;
    final Consumer<PoolLoopTest> trigger;
    final Function<PoolLoopTest, Boolean> done;

    Story(
        Consumer<PoolLoopTest> before,
        Consumer<PoolLoopTest> trigger,
        Function<PoolLoopTest, Boolean> done) {
      this.before = before;
      this.trigger = trigger;
      this.done = done;
    }

    static void toRunning(PoolLoopTest test) {
      test.pools.pods = 2;
      test.until(test.loop(test.pools), () -> test.pools.claims.size() == 2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyCrashPointConverges(Story story) {
    var whole = new PoolLoopTest();
    int calls = whole.tell(story, Integer.MAX_VALUE, false);
    assertThat(calls).isGreaterThan(5);
    for (int point = 1; point <= calls; point++) {
      for (boolean after : List.of(false, true)) {
        var test = new PoolLoopTest();
        test.tell(story, point, after);
        assertThat(test.pools.told).as("crash at %d", point).isEqualTo(whole.pools.told);
        assertThat(test.pools.nodePools.keySet()).isEqualTo(whole.pools.nodePools.keySet());
        assertThat(test.pools.most).as("never more nodes than the pool").isLessThanOrEqualTo(2);
      }
    }
  }

  @Test
  void theLadderIsClimbedRungByRungAndEndsInASentence() {
    Instant since = clock.instant();
    pools.soldOut.addAll(Set.of(0, 1, 2));
    pools.pods = 1;
    until(loop(pools), () -> outlook(since) instanceof Outlook.Exhausted);
    assertThat(pools.told).hasSize(6);
    Failure failure = ((Outlook.Exhausted) outlook(since)).failure();
    assertThat(failure.code()).isEqualTo(Failure.Code.Capacity);
    assertThat(failure.message())
        .contains("g6.xlarge (spot)", "g5.xlarge (on-demand)", "Wake the model later");
    assertThat(Duration.between(since, clock.instant())).isLessThan(Duration.ofMinutes(10));
    assertThat(outlook(clock.instant().plusSeconds(2)))
        .as("a new launch tries again")
        .isInstanceOf(Outlook.Waiting.class);
  }

  @Test
  void aWaitingModelIsToldWhatHappens() {
    until(loop(pools), () -> is("Ready"));
    Instant since = clock.instant();
    assertThat(outlook(since))
        .isEqualTo(new Outlook.Waiting("Waiting for a node of the GPU pool `gpu`."));
    pools.soldOut.add(0);
    pools.pods = 1;
    until(loop(pools), () -> !pools.told.isEmpty());
    assertThat(outlook(since).toString()).contains("AWS has no g6.xlarge (spot)");
    until(loop(pools), () -> outlook(since) instanceof Outlook.Launching);
    assertThat(outlook(since).toString()).contains("g6.xlarge node is starting in eu-central-1a");
  }

  @Test
  void aSuspendedPoolKeepsItsNodesAndStartsNone() {
    Story.toRunning(this);
    pools.pool.setSpec(suspended(pools.pool.getSpec()));
    until(loop(pools), () -> is("Suspended"));
    assertThat(pools.claims).hasSize(2);
    assertThat(pools.room(0) + pools.room(1) + pools.room(2)).isZero();
    assertThat(outlook(clock.instant())).isInstanceOf(Outlook.Exhausted.class);
  }

  @Test
  void withoutTheKillSwitchNothingStartsAndNothingIsTakenAway() {
    pools.pods = 1;
    until(loop(pools), () -> pools.claims.size() == 1);
    ban = GpuBan.Ban.UNKNOWN;
    pools.pods = 2;
    until(loop(pools), () -> is("BudgetUnknown"));
    loop(pools).run("corral", "gpu");
    pools.karpenterStep(clock.instant());
    assertThat(pools.claims).hasSize(1);
    ban = GpuBan.Ban.NONE;
    until(loop(pools), () -> pools.claims.size() == 2);
  }

  @Test
  void aStoppedModelFreesItsNodeAtOnceButNotItsNeighbours() {
    Story.toRunning(this);
    until(
        loop(pools),
        () -> pools.claims.values().stream().allMatch(c -> c.toString().contains("Initialized")));
    pools.pods = 0;
    String busy = pools.claims.values().iterator().next().shown().name();
    pools.users =
        new PoolSight.Users(
            List.of("other", "tiny"),
            Set.of(String.valueOf(busy)),
            false,
            Optional.of(clock.instant()));
    until(loop(pools), () -> pools.claims.size() == 1);
    assertThat(pools.claims.values().iterator().next().shown().name()).isEqualTo(busy);
  }

  @Test
  void aPoolThatIsUsedStaysAndSaysByWhom() {
    Story.toRunning(this);
    pools.users = new PoolSight.Users(List.of("llama", "qwen"), Set.of(), true, Optional.empty());
    delete(this);
    until(loop(pools), () -> is("InUse"));
    assertThat(pools.exists).isTrue();
    assertThat(pools.claims).hasSize(2);
    assertThat(ready().message()).contains("llama, qwen");
  }

  @Test
  void aForeignObjectIsLeftUntouched() {
    GenericKubernetesResource foreign =
        Serialization.unmarshal(
            """
            apiVersion: karpenter.sh/v1
            kind: NodePool
            metadata: {name: corral-gpu-1, labels: {corral.dev/pool: gpu, team: other}}
            spec: {limits: {nodes: "7"}}
            """,
            GenericKubernetesResource.class);
    pools.nodePools.put("corral-gpu-1", foreign);
    pools.pods = 1;
    until(loop(pools), () -> is("NotOurs"));
    delete(this);
    until(loop(pools), () -> !pools.exists);
    assertThat(pools.nodePools).containsOnlyKeys("corral-gpu-1");
    assertThat(pools.room(1)).isEqualTo(7);
  }

  @Test
  void aClusterWithoutKarpenterIsSaidSoAndTriedAgain() {
    pools.present = false;
    var outcome = loop(pools).run("corral", "gpu");
    assertThat(is("KarpenterMissing")).isTrue();
    assertThat(outcome.again()).isPresent();
    pools.present = true;
    until(loop(pools), () -> is("Ready"));
  }

  @Test
  void noProofNoFinalizer() {
    Story.toRunning(this);
    loop(pools).run("corral", "gpu");
    pools.present = false;
    delete(this);
    assertThat(loop(pools).run("corral", "gpu").over()).as("nodes were known").isFalse();
  }

  @Test
  void aShorterLadderWaitsForItsLastNode() {
    pools.soldOut.addAll(Set.of(0, 1));
    pools.pods = 1;
    until(loop(pools), () -> pools.claims.size() == 1);
    pools.pool.setSpec(withoutLastRung(pools.pool.getSpec()));
    loop(pools).run("corral", "gpu");
    assertThat(pools.room(2)).isZero();
    assertThat(pools.nodePools).containsKey("corral-gpu-2");
    pools.claims.clear();
    loop(pools).run("corral", "gpu");
    assertThat(pools.nodePools).containsOnlyKeys("corral-gpu-0", "corral-gpu-1");
  }

  @Test
  void whatIsWrittenIsValid() {
    Story.toRunning(this);
    pools.soldOut.add(0);
    loop(pools).run("corral", "gpu");
    SchemaFixtures.assertValid(pools.pool);
    SchemaFixtures.assertValid(
        PoolEvents.event(
            pools.pool,
            new PoolStep.Tell("corral-gpu-0-abcde", "VcpuLimitExceeded", "No."),
            clock.instant()));
  }

  private int tell(Story story, int at, boolean after) {
    int[] calls = {0};
    story.before.accept(this);
    story.trigger.accept(this);
    Pools mortal =
        (Pools)
            Proxy.newProxyInstance(
                Pools.class.getClassLoader(),
                new Class<?>[] {Pools.class},
                (proxy, method, arguments) -> {
                  calls[0]++;
                  if (calls[0] == at && !after) {
                    throw new Died();
                  }
                  try {
                    Object result = method.invoke(pools, arguments);
                    if (calls[0] == at) {
                      throw new Died();
                    }
                    return result;
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    BooleanSupplier done = () -> story.done.apply(this);
    try {
      until(loop(mortal), done);
    } catch (Died died) {
      until(loop(pools), done);
    }
    return calls[0];
  }

  private PoolLoop loop(Pools through) {
    var config = Karpenter.standard();
    var planner = new PoolPlanner(new PoolManifests(config), config);
    return new PoolLoop(through, planner, () -> ban, clock);
  }

  /// Reconciles, lets Karpenter and the clock go on, and again, until the condition holds.
  private void until(PoolLoop loop, BooleanSupplier done) {
    for (int i = 0; i < 500 && !done.getAsBoolean(); i++) {
      if (loop.run("corral", "gpu").over()) {
        pools.exists = false;
      }
      pools.karpenterStep(clock.instant());
      clock.advance(Duration.ofSeconds(2));
    }
    assertThat(done.getAsBoolean()).as("it converges; %s", pools.pool.getStatus()).isTrue();
  }

  private Outlook outlook(Instant since) {
    return PoolOutlook.of("gpu", Optional.of(pools.pool), since);
  }

  private boolean is(String reason) {
    GpuPool pool = pools.pool;
    return pool.getStatus() != null && reason.equals(ready().reason());
  }

  private Condition ready() {
    return Objects.requireNonNull(pools.pool.getStatus().conditions()).getFirst();
  }

  private static void stop(PoolLoopTest test) {
    test.pools.pods = 0;
    var annotations =
        new HashMap<String, String>(Map.of(Commands.STOP, test.clock.instant() + " alice"));
    test.pools.pool.getMetadata().setAnnotations(annotations);
  }

  private static void delete(PoolLoopTest test) {
    test.pools.pods = 0;
    test.pools.pool.getMetadata().setDeletionTimestamp(test.clock.instant().toString());
  }

  private static GpuPoolSpec suspended(GpuPoolSpec spec) {
    return new GpuPoolSpec(
        spec.ladder(), spec.maxNodes(), null, null, null, null, null, null, null, null, true);
  }

  private static GpuPoolSpec withoutLastRung(GpuPoolSpec spec) {
    var ladder = spec.ladder().subList(0, spec.ladder().size() - 1);
    return new GpuPoolSpec(
        ladder, spec.maxNodes(), null, null, null, null, null, null, null, null, null);
  }

  private static final class Died extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }
}
