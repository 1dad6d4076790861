package dev.corral.dispatcher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.resource.Model;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/// Idle against wake (F26): whatever the order in which requests arrive, proxies see the cluster
/// and the dispatcher looks, no request is sent to a replica that is being taken away.
class DrainRaceTest {
  /// What can happen between two looks of the dispatcher.
  enum Happening {
    REQUEST_ARRIVES,
    REQUEST_ENDS,
    PROXY_SEES_THE_CLUSTER,
    DISPATCHER_LOOKS,
    KUBELET_WORKS,
    A_SECOND_PASSES,
    TEN_SECONDS_PASS
  }

  @Property(tries = 10_000)
  void noRequestReachesAReplicaThatIsBeingTakenAway(
      @ForAll @Size(max = 40) List<Happening> schedule) {
    Race race = new Race();
    schedule.forEach(race::happen);
    race.settle();
  }

  /// One proxy with its own, older view of the cluster, and the dispatcher.
  private static final class Race {
    private final World world = new World("10s");
    private final WorkloadLoop<Model> loop = world.loop();
    private int inFlight;
    private int waiting;

    Race() {
      world.cluster.light();
      world.until(loop, () -> world.settledAs(WorkloadState.Active.class, 1));
      seeCluster();
    }

    void happen(Happening happening) {
      switch (happening) {
        case REQUEST_ARRIVES -> arrive();
        case REQUEST_ENDS -> end();
        case PROXY_SEES_THE_CLUSTER -> seeCluster();
        case DISPATCHER_LOOKS -> loop.run("corral", "tiny");
        case KUBELET_WORKS -> world.cluster.kubeletStep();
        case A_SECOND_PASSES -> world.clock.advance(Duration.ofSeconds(1));
        case TEN_SECONDS_PASS -> world.clock.advance(Duration.ofSeconds(10));
      }
      world.requests = inFlight + waiting;
      assertThat(inFlight == 0 || world.cluster.answers())
          .as("in flight on a replica that goes, after %s", happening)
          .isTrue();
    }

    /// Counted first, routed after: as the proxy does.
    private void arrive() {
      world.lastUsed = Optional.of(world.clock.instant());
      if (world.routable) {
        inFlight++;
      } else {
        waiting++;
        world.wake();
      }
    }

    private void end() {
      if (inFlight > 0) {
        inFlight--;
        world.lastUsed = Optional.of(world.clock.instant());
      }
    }

    private void seeCluster() {
      String state = world.cluster.routing();
      world.routable =
          (state.equals("active") || state.equals("launching")) && world.cluster.answers();
      if (world.routable) {
        inFlight += waiting;
        waiting = 0;
      }
    }

    /// Whoever waits is served in the end.
    void settle() {
      for (int i = 0; i < 400 && waiting > 0; i++) {
        happen(Happening.DISPATCHER_LOOKS);
        happen(Happening.KUBELET_WORKS);
        happen(Happening.A_SECOND_PASSES);
        happen(Happening.PROXY_SEES_THE_CLUSTER);
      }
      assertThat(waiting).isZero();
    }
  }
}
