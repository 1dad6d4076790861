package dev.corral.dispatcher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.resource.Model;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/// Observations may come in any order, twice or never: what counts is the last one.
class ObservationTest {
  @Property(tries = 300)
  void theLastObservationDecides(
      @ForAll @Size(max = 25) List<@IntRange(max = 6) Integer> seen,
      @ForAll @IntRange(min = 1, max = 6) int last) {
    World world = new World("1h");
    WorkloadLoop<Model> loop = world.loop();
    for (int step : seen) {
      world.cluster.show(Pods.LAUNCH.get(step));
      loop.run("corral", "tiny");
      world.clock.advance(Duration.ofMillis(200));
    }
    world.cluster.show(Pods.LAUNCH.get(last));
    runTwice(loop);
    World direct = new World("1h");
    direct.cluster.show(Pods.LAUNCH.get(last));
    runTwice(direct.loop());
    assertThat(shape(world.state())).isEqualTo(shape(direct.state()));
    assertThat(world.cluster.replicas()).isEqualTo(1);
    world.records.assertWhole(FakeCluster.UID);
  }

  @Property(tries = 50)
  void runningAgainChangesNothing(@ForAll @IntRange(max = 6) int step) {
    World world = new World("1h");
    WorkloadLoop<Model> loop = world.loop();
    world.cluster.show(Pods.LAUNCH.get(step));
    runTwice(loop);
    var before = world.records.find(FakeCluster.UID);
    var status = world.cluster.model.getStatus();
    loop.run("corral", "tiny");
    assertThat(world.records.find(FakeCluster.UID)).isEqualTo(before);
    assertThat(world.cluster.model.getStatus()).isEqualTo(status);
  }

  /// A pod counts as ready only after the cluster was told how many there shall be.
  private static void runTwice(WorkloadLoop<Model> loop) {
    loop.run("corral", "tiny");
    loop.run("corral", "tiny");
  }

  private static String shape(WorkloadState state) {
    return state instanceof WorkloadState.Launching launching
        ? launching.phase().wire()
        : state.visible().wire();
  }
}
