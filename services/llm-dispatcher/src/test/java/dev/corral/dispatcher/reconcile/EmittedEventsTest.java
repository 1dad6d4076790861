package dev.corral.dispatcher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.dispatcher.event.LifecycleEvent;
import dev.corral.dispatcher.event.LifecycleEventContractTest;
import dev.corral.dispatcher.lifecycle.Receipt;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.record.RecordJson;
import dev.corral.dispatcher.resource.Model;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// A whole life, told by the events it emits.
class EmittedEventsTest {
  @Test
  void everyEventOfALifeKeepsTheSchema() throws IOException {
    World world = new World("10s");
    WorkloadLoop<Model> loop = world.loop();
    world.until(loop, () -> world.settledAs(WorkloadState.Active.class, 1));
    world.clock.advance(Duration.ofSeconds(90));
    world.until(loop, () -> world.settledAs(WorkloadState.Idle.class, 0));
    world.wake();
    world.until(loop, () -> world.settledAs(WorkloadState.Active.class, 1));
    world.delete();
    world.until(loop, () -> !world.cluster.exists);
    List<LifecycleEvent> timeline = world.records.timeline(FakeCluster.UID);
    for (LifecycleEvent event : timeline) {
      LifecycleEventContractTest.assertValid(RecordJson.write(event));
    }
    assertThat(phases(timeline))
        .containsSubsequence(
            "waiting_capacity", "node_launching", "image_pull", "weights", "warm_up", "ready");
    assertThat(timeline).filteredOn(e -> e.data().coldStartMs() != null).hasSize(2);
    Receipt receipt = Objects.requireNonNull(timeline.getLast().data().receipt());
    assertThat(receipt.removed())
        .containsExactly("Deployment/model-tiny", "NetworkPolicy/model-tiny", "Service/model-tiny");
    assertThat(receipt.runSeconds()).isBetween(90L, 120L);
    assertThat(timeline.getLast().data().principal()).isEqualTo("alice");
  }

  @Test
  void theSecondLaunchKnowsItsTime() {
    World world = new World("10s");
    WorkloadLoop<Model> loop = world.loop();
    world.step(loop);
    assertThat(Objects.requireNonNull(world.cluster.model.getStatus()).etaSeconds()).isNull();
    world.until(loop, () -> world.settledAs(WorkloadState.Active.class, 1));
    world.stop();
    world.until(loop, () -> world.settledAs(WorkloadState.Idle.class, 0));
    world.wake();
    world.step(loop);
    assertThat(Objects.requireNonNull(world.cluster.model.getStatus()).etaSeconds())
        .isBetween(1, 5);
  }

  private static List<String> phases(List<LifecycleEvent> timeline) {
    return timeline.stream().map(e -> e.data().phase()).filter(Objects::nonNull).toList();
  }
}
