package dev.corral.dispatcher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.dispatcher.event.LifecycleEvent;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.manifest.AppScenario;
import dev.corral.dispatcher.manifest.ChildKind;
import dev.corral.dispatcher.resource.Commands;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The process may die at any call to the cluster, the gateway, AWS or the records: one app comes
/// out, with one key that the gateway knows before the app starts, and nothing is left at the end.
class AppCrashPointTest {
  /// What is going on when the process dies.
  enum Story {
    LAUNCH(w -> {}, w -> {}, w -> w.settledAs(WorkloadState.Active.class, 1)),
    STOP(
        Story::toActive,
        w -> w.command(Commands.STOP),
        w -> w.settledAs(WorkloadState.Idle.class, 0)),
    WAKE(
        Story::toIdle,
        w -> w.command(Commands.WAKE),
        w -> w.settledAs(WorkloadState.Active.class, 1)),
    TERMINATE(Story::toActive, AppWorld::delete, Story::gone),
    TERMINATE_AT_ONCE(w -> w.step(w.loop()), AppWorld::delete, Story::gone);

    final Consumer<AppWorld> before;
    final Consumer<AppWorld> trigger;
    final Predicate<AppWorld> done;

    Story(Consumer<AppWorld> before, Consumer<AppWorld> trigger, Predicate<AppWorld> done) {
      this.before = before;
      this.trigger = trigger;
      this.done = done;
    }

    static void toActive(AppWorld world) {
      world.until(world.loop(), () -> world.settledAs(WorkloadState.Active.class, 1));
    }

    static void toIdle(AppWorld world) {
      toActive(world);
      world.command(Commands.STOP);
      world.until(world.loop(), () -> world.settledAs(WorkloadState.Idle.class, 0));
    }

    static boolean gone(AppWorld world) {
      return !world.exists && world.settledAs(WorkloadState.Terminated.class, 0);
    }
  }

  @ParameterizedTest
  @EnumSource
  void everyCrashPointConverges(Story story) {
    AppWorld whole = world();
    var counted = new Death(Integer.MAX_VALUE, false);
    tell(story, whole, counted);
    List<String> expected = transitions(whole);
    assertThat(counted.calls()).isGreaterThan(5);
    for (int point = 1; point <= counted.calls(); point++) {
      for (boolean after : List.of(false, true)) {
        AppWorld world = world();
        tell(story, world, new Death(point, after));
        assertThat(transitions(world))
            .as("crash at call %d, after=%s", point, after)
            .isEqualTo(expected);
        world.records.assertWhole(AppWorld.UID);
        assertOneOfEach(world, story);
      }
    }
  }

  private static void assertOneOfEach(AppWorld world, Story story) {
    assertThat(world.created.get(ChildKind.DEPLOYMENT)).isEqualTo(1);
    assertThat(world.keysMade).hasSize(1);
    assertThat(world.startedWithoutKey).isFalse();
    boolean over = story.name().startsWith("TERMINATE");
    assertThat(over ? world.empty() : world.known.containsKey(AppWorld.UID)).isTrue();
  }

  @Test
  void withoutTheGatewayNothingStartsAndTheStatusSaysWhy() {
    AppWorld world = world();
    world.gatewayAnswers = false;
    for (int i = 0; i < 10; i++) {
      world.step(world.loop());
    }
    assertThat(world.created).doesNotContainKey(ChildKind.DEPLOYMENT);
    assertThat(world.app.getStatus().message()).contains("key", "gateway does not answer");
    assertThat(world.app.getStatus().state()).isEqualTo("launching");
    world.gatewayAnswers = true;
    Story.toActive(world);
    assertThat(world.startedWithoutKey).isFalse();
  }

  @Test
  void aKeyThatCannotBeRevokedHoldsTheReceiptBack() {
    AppWorld world = world();
    Story.toActive(world);
    world.gatewayAnswers = false;
    world.delete();
    for (int i = 0; i < 10; i++) {
      world.step(world.loop());
    }
    assertThat(world.exists).isTrue();
    assertThat(world.known).isNotEmpty();
    world.gatewayAnswers = true;
    world.until(world.loop(), () -> Story.gone(world));
    assertThat(world.empty()).isTrue();
  }

  private static void tell(Story story, AppWorld world, Death death) {
    story.before.accept(world);
    story.trigger.accept(world);
    BooleanSupplier done = () -> story.done.test(world);
    try {
      world.until(world.loop(death), done);
    } catch (Death.Died died) {
      world.until(world.loop(), done);
    }
  }

  /// With an access point of its own that goes with it: the app with the most to clean up.
  private static AppWorld world() {
    try {
      return new AppWorld(
          AppScenario.good()
              .filter(s -> s.toString().equals("app-flowise-efs-active"))
              .findFirst()
              .orElseThrow());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> transitions(AppWorld world) {
    return world.records.timeline(AppWorld.UID).stream()
        .map(LifecycleEvent::data)
        .filter(data -> !data.from().equals(data.to()))
        .map(data -> data.from() + "→" + data.to() + " " + data.principal())
        .toList();
  }
}
