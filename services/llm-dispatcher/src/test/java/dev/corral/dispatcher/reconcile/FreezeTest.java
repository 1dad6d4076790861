package dev.corral.dispatcher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.dispatcher.event.LifecycleEvent;
import dev.corral.dispatcher.lifecycle.Failure;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.resource.ModelSpec;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// While launches are stopped.
class FreezeTest {
  private static final Optional<String> KILLED = Optional.of("Launches are stopped.");

  @Test
  void whatRunsOnCpuGoesOn() {
    World world = active();
    world.frozen = KILLED;
    world.inUse = true;
    steps(world, 20);
    assertThat(world.settledAs(WorkloadState.Active.class, 1)).isTrue();
  }

  @Test
  void whatIsWokenFailsWithTheReasonAndCanBeTriedAgainLater() {
    World world = active();
    world.stop();
    world.until(world.loop(), () -> world.settledAs(WorkloadState.Idle.class, 0));
    world.frozen = KILLED;
    world.wake();
    world.until(world.loop(), () -> world.state() instanceof WorkloadState.Failed);
    assertThat(((WorkloadState.Failed) world.state()).failure())
        .isEqualTo(new Failure(Failure.Code.Budget, KILLED.get()));
    steps(world, 5);
    assertThat(world.settledAs(WorkloadState.Failed.class, 0)).isTrue();
    world.frozen = Optional.empty();
    world.wake();
    world.until(world.loop(), () -> world.settledAs(WorkloadState.Active.class, 1));
  }

  @Test
  void whatIsNewNeverStarts() {
    World world = new World("10s");
    world.frozen = KILLED;
    steps(world, 5);
    assertThat(world.state()).isInstanceOf(WorkloadState.Failed.class);
    assertThat(world.cluster.replicas()).isZero();
    assertThat(world.records.timeline(FakeCluster.UID))
        .extracting(LifecycleEvent::data)
        .extracting(data -> data.from() + " " + data.to() + " " + data.reason())
        .containsExactly("none failed Budget");
  }

  @Test
  void aGpuIsGivenBackBeforeAnybodyHearsOfAnotherIdleTime() {
    World world = new World("10m");
    world.cluster.light();
    world.until(world.loop(), () -> world.settledAs(WorkloadState.Active.class, 1));
    onGpu(world);
    int known = world.records.timeline(FakeCluster.UID).size();
    world.frozen = KILLED;
    world.retime();
    steps(world, 3);
    List<LifecycleEvent> since = world.records.timeline(FakeCluster.UID);
    assertThat(since.subList(known, since.size()))
        .extracting(event -> event.data().reason())
        .containsExactly("Budget", "IdleTimeoutChanged");
    assertThat(world.state()).isInstanceOf(WorkloadState.Idle.class);
  }

  private static void onGpu(World world) {
    ModelSpec spec = world.cluster.model.getSpec();
    world.cluster.model.setSpec(
        new ModelSpec(
                spec.engine(),
                spec.source(),
                spec.owner(),
                "gpu",
                null,
                null,
                null,
                spec.idleTimeout(),
                null,
                null,
                null,
                null,
                null,
                null)
            .defaulted());
  }

  private static World active() {
    World world = new World("10m");
    world.until(world.loop(), () -> world.settledAs(WorkloadState.Active.class, 1));
    return world;
  }

  private static void steps(World world, int count) {
    var loop = world.loop();
    for (int i = 0; i < count; i++) {
      world.step(loop);
    }
  }
}
