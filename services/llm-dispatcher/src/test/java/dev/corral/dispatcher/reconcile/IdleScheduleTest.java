package dev.corral.dispatcher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.dispatcher.event.LifecycleEvent;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.resource.Model;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/// Requests, wakes, stops, silent proxies and time in any order: a used model never goes idle, and
/// a woken one comes up.
class IdleScheduleTest {
  /// What can happen between two reconciles.
  enum Happening {
    REQUEST_STARTS,
    REQUEST_ENDS,
    PROXY_FALLS_SILENT,
    PROXY_ANSWERS,
    WAKE,
    STOP,
    RETIME,
    SECONDS_PASS,
    MINUTE_PASSES,
    NOTHING
  }

  @Property(tries = 400)
  void aUsedModelStaysAndAWokenOneComes(@ForAll @Size(max = 60) List<Happening> schedule) {
    World world = new World("10s");
    WorkloadLoop<Model> loop = world.loop();
    world.until(loop, () -> world.settledAs(WorkloadState.Active.class, 1));
    for (Happening happening : schedule) {
      happen(world, happening);
      int known = world.records.timeline(FakeCluster.UID).size();
      Instant now = world.clock.instant();
      world.step(loop);
      List<LifecycleEvent> timeline = world.records.timeline(FakeCluster.UID);
      timeline.subList(known, timeline.size()).forEach(e -> assertUnused(world, e, now));
    }
    world.records.assertWhole(FakeCluster.UID);
    assertThat(told(world)).isLessThanOrEqualTo(asked(schedule));
    world.wake();
    world.until(loop, () -> world.settledAs(WorkloadState.Active.class, 1));
  }

  private static long told(World world) {
    return world.records.timeline(FakeCluster.UID).stream()
        .filter(event -> "IdleTimeoutChanged".equals(event.data().reason()))
        .count();
  }

  private static long asked(List<Happening> schedule) {
    return schedule.stream().filter(Happening.RETIME::equals).count();
  }

  private static void assertUnused(World world, LifecycleEvent event, Instant now) {
    if ("IdleTimeout".equals(event.data().reason())) {
      assertThat(world.inUse).as("in flight while going idle").isFalse();
      assertThat(world.proxyAnswers).as("a proxy was silent").isTrue();
      world.lastUsed.ifPresent(
          used -> assertThat(used.plus(Duration.ofSeconds(10))).isBeforeOrEqualTo(now));
    }
  }

  private static void happen(World world, Happening happening) {
    switch (happening) {
      case REQUEST_STARTS -> {
        world.inUse = true;
        world.lastUsed = Optional.of(world.clock.instant());
      }
      case REQUEST_ENDS -> {
        if (world.inUse) {
          world.lastUsed = Optional.of(world.clock.instant());
        }
        world.inUse = false;
      }
      case PROXY_FALLS_SILENT -> world.proxyAnswers = false;
      case PROXY_ANSWERS -> world.proxyAnswers = true;
      case WAKE -> world.wake();
      case STOP -> world.stop();
      case RETIME -> world.retime();
      case SECONDS_PASS -> world.clock.advance(Duration.ofSeconds(4));
      case MINUTE_PASSES -> world.clock.advance(Duration.ofMinutes(1));
      case NOTHING -> {}
    }
  }
}
