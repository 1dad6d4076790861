package dev.corral.dispatcher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.dispatcher.event.LifecycleEvent;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.manifest.ChildKind;
import dev.corral.dispatcher.record.Records;
import dev.corral.dispatcher.resource.Model;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The process may die at any call to the cluster or the records, before the call or right after it
/// took effect: what comes out is the same as without the crash.
class CrashPointTest {
  private static final String UID = FakeCluster.UID;

  /// What is going on when the process dies.
  enum Story {
    LAUNCH(w -> {}, w -> {}, w -> w.settledAs(WorkloadState.Active.class, 1)),
    WAKE(Story::toIdle, World::wake, w -> w.settledAs(WorkloadState.Active.class, 1)),
    STOP(Story::toActive, World::stop, w -> w.settledAs(WorkloadState.Idle.class, 0)),
    IDLE(Story::toActive, w -> {}, w -> w.settledAs(WorkloadState.Idle.class, 0)),
    TERMINATE(
        Story::toActive,
        World::delete,
        w -> !w.cluster.exists && w.settledAs(WorkloadState.Terminated.class, 0));

    final Consumer<World> before;
    final Consumer<World> trigger;
    final Function<World, Boolean> done;

    Story(Consumer<World> before, Consumer<World> trigger, Function<World, Boolean> done) {
      this.before = before;
      this.trigger = trigger;
      this.done = done;
    }

    static void toActive(World world) {
      world.until(world.loop(), () -> world.settledAs(WorkloadState.Active.class, 1));
    }

    static void toIdle(World world) {
      toActive(world);
      world.stop();
      world.until(world.loop(), () -> world.settledAs(WorkloadState.Idle.class, 0));
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyCrashPointConverges(Story story) {
    World whole = new World("10s");
    int calls = tell(story, whole, new Death(Integer.MAX_VALUE, false));
    List<String> expected = transitions(whole);
    assertThat(calls).isGreaterThan(5);
    for (int point = 1; point <= calls; point++) {
      for (boolean after : List.of(false, true)) {
        World world = new World("10s");
        tell(story, world, new Death(point, after));
        assertThat(transitions(world))
            .as("crash at call %d, after=%s", point, after)
            .isEqualTo(expected);
        world.records.assertWhole(UID);
        assertThat(world.cluster.created.get(ChildKind.DEPLOYMENT)).isEqualTo(1);
        assertThat(story != Story.TERMINATE || world.cluster.empty()).isTrue();
      }
    }
  }

  private static int tell(Story story, World world, Death death) {
    story.before.accept(world);
    story.trigger.accept(world);
    BooleanSupplier done = () -> story.done.apply(world);
    try {
      world.until(mortal(world, death), done);
    } catch (Death.Died died) {
      world.until(world.loop(), done);
    }
    return death.calls();
  }

  private static WorkloadLoop<Model> mortal(World world, Death death) {
    return world.loop(
        models(death, world),
        death.guard(Cluster.class, world.cluster),
        death.guard(Records.class, world.records));
  }

  @SuppressWarnings("unchecked")
  private static Workloads<Model> models(Death death, World world) {
    return death.guard(Workloads.class, world.cluster);
  }

  private static List<String> transitions(World world) {
    return world.records.timeline(UID).stream()
        .map(LifecycleEvent::data)
        .filter(data -> !data.from().equals(data.to()))
        .map(data -> data.from() + "→" + data.to() + " " + data.principal())
        .toList();
  }
}
