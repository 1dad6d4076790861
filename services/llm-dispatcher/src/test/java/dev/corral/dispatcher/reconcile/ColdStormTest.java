package dev.corral.dispatcher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.dispatcher.allowance.LaunchAllowance;
import dev.corral.dispatcher.allowance.MemoryCounts;
import dev.corral.dispatcher.api.LaunchGate;
import dev.corral.dispatcher.api.Resources;
import dev.corral.dispatcher.api.WakeCheck;
import dev.corral.dispatcher.api.WakeOrders;
import dev.corral.dispatcher.event.LifecycleEvent;
import dev.corral.dispatcher.kill.KillState;
import dev.corral.dispatcher.kill.KillStore;
import dev.corral.dispatcher.kill.KillSwitch;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.record.Change;
import dev.corral.dispatcher.record.Records;
import dev.corral.dispatcher.record.WorkloadRecord;
import dev.corral.dispatcher.resource.Commands;
import dev.corral.dispatcher.resource.Model;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// Five hundred callers wake one idle model at the same moment (F25).
class ColdStormTest {
  private final World world = new World("5m");
  private final AtomicInteger written = new AtomicInteger();
  private final MemoryCounts counts = new MemoryCounts();

  @Test
  void fiveHundredWakesAreOneLaunchAndOneOfTheAllowance() throws Exception {
    var loop = world.loop();
    world.until(loop, () -> world.settledAs(WorkloadState.Active.class, 1));
    world.stop();
    world.until(loop, () -> world.settledAs(WorkloadState.Idle.class, 0));
    var orders = orders();
    var calls = new ArrayList<Callable<WakeCheck.Need>>();
    for (int i = 0; i < 500; i++) {
      calls.add(() -> orders.wake("tiny", "alice").found());
    }
    List<WakeCheck.Need> found = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : threads.invokeAll(calls)) {
        found.add(answer.get());
      }
    }
    assertThat(found).containsOnlyOnce(WakeCheck.Need.NEEDED).contains(WakeCheck.Need.ORDERED);
    assertThat(written).hasValue(1);
    assertThat(counts.all()).isEqualTo(1);
    int before = launches();
    world.until(loop, () -> world.settledAs(WorkloadState.Active.class, 1));
    assertThat(launches()).isEqualTo(before + 1);
    assertThat(orders.wake("tiny", "alice").found()).isEqualTo(WakeCheck.Need.ACTIVE);
    assertThat(counts.all()).isEqualTo(1);
  }

  private WakeOrders orders() {
    var kill = new KillSwitch(new Armed(), world.clock);
    var gate = new LaunchGate(kill, new LaunchAllowance(counts, 30, world.clock));
    return new WakeOrders(new OneModel(), new WakeCheck(new Locked()), gate, world.clock);
  }

  private int launches() {
    List<LifecycleEvent> all = world.records.timeline(FakeCluster.UID);
    return (int)
        all.stream()
            .filter(event -> "launching".equals(event.data().to()))
            .filter(event -> !"launching".equals(event.data().from()))
            .count();
  }

  private static final class Armed implements KillStore {
    @Override
    public KillState read() {
      return KillState.armed();
    }

    @Override
    public boolean write(KillState read, KillState next) {
      throw new AssertionError("nobody kills here");
    }

    @Override
    public Once writeOnce(KillState read, KillState next, OnceKey key) {
      throw new AssertionError("nobody kills here");
    }
  }

  /// The records as the API reads them, from many threads.
  private final class Locked implements Records {
    @Override
    public Optional<WorkloadRecord> find(String uid) {
      synchronized (world) {
        return world.records.find(uid);
      }
    }

    @Override
    public void commit(Change change) {
      throw new AssertionError("the API writes no records");
    }
  }

  /// The one resource, written as the API server does: each edit on top of the newest.
  private final class OneModel implements Resources<Model> {
    @Override
    public Optional<Model> find(String name) {
      synchronized (world) {
        return Optional.of(Serialization.clone(world.cluster.model));
      }
    }

    @Override
    public Optional<Model> edit(String name, UnaryOperator<Model> change) {
      synchronized (world) {
        Model after = change.apply(Serialization.clone(world.cluster.model));
        String wake =
            Objects.requireNonNull(after.getMetadata().getAnnotations().get(Commands.WAKE));
        if (!wake.equals(world.cluster.model.getMetadata().getAnnotations().get(Commands.WAKE))) {
          written.incrementAndGet();
          world.cluster.annotate(Commands.WAKE, wake);
        }
        return Optional.of(after);
      }
    }

    @Override
    public List<Model> list() {
      return List.of(world.cluster.model);
    }

    @Override
    public Model create(Model resource) {
      throw new AssertionError("nothing is created here");
    }

    @Override
    public void delete(String name) {
      throw new AssertionError("nothing is deleted here");
    }
  }
}
