package dev.corral.dispatcher.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Every interleaving of everybody who touches the switch, one store operation at a time: after a
/// kill is recorded no launch begins until somebody arms again, whoever read what before.
class KillInterleavingsTest {
  private static final KillStore.OnceKey KEY =
      new KillStore.OnceKey("team", "2026-11", "ACTUAL $80");

  @Test
  void noLaunchBeginsBetweenKillAndRearm() {
    int schedules = explore(List.of(Actor.LAUNCH, Actor.WAKE, Actor.KILL, Actor.REARM));
    schedules += explore(List.of(Actor.LAUNCH, Actor.KILL, Actor.LEADER_CHANGE, Actor.WAKE));
    schedules += explore(List.of(Actor.LAUNCH, Actor.MESSAGE, Actor.MESSAGE, Actor.REARM));
    schedules += explore(List.of(Actor.KILL, Actor.MESSAGE, Actor.REARM, Actor.WAKE));
    schedules += explore(List.of(Actor.MESSAGE, Actor.LEADER_CHANGE, Actor.REARM, Actor.LAUNCH));
    assertThat(schedules).isGreaterThan(1_000);
  }

  @Test
  void aRedeliveredMessageDoesNotKillWhatAPersonArmedAgain() {
    var store = new MemoryKill();
    var kill = new KillSwitch(store, clock());
    kill.raiseOnce("aws-budgets", "over", KEY);
    kill.rearm("ann");
    assertThat(kill.raiseOnce("aws-budgets", "over", KEY).killed()).isFalse();
    var next = new KillStore.OnceKey("team", "2026-12", "ACTUAL $80");
    assertThat(kill.raiseOnce("aws-budgets", "over", next).generation()).isEqualTo(2);
  }

  @Test
  void whoeverRaisesIsNeverLost() {
    // A raise that loses its race against an arming raises again.
    int seen = explore(List.of(Actor.KILL, Actor.KILL, Actor.REARM, Actor.MESSAGE));
    assertThat(seen).isPositive();
  }

  /// Somebody, as steps of one store operation each.
  private enum Actor {
    LAUNCH(World::read, World::commit),
    WAKE(World::read, World::commit),
    KILL(World::read, World::writeKill),
    MESSAGE(World::read, World::writeMessage),
    REARM(World::read, World::writeRearm),
    LEADER_CHANGE(World::claim);

    private final List<Consumer<World>> steps;

    @SafeVarargs
    Actor(Consumer<World>... steps) {
      this.steps = List.of(steps);
    }
  }

  private static int explore(List<Actor> actors) {
    var order = new ArrayList<Integer>();
    for (int i = 0; i < actors.size(); i++) {
      for (int j = 0; j < actors.get(i).steps.size(); j++) {
        order.add(i);
      }
    }
    return permute(actors, order, new ArrayList<>(), new int[actors.size()]);
  }

  private static int permute(
      List<Actor> actors, List<Integer> all, List<Integer> chosen, int[] used) {
    if (chosen.size() == all.size()) {
      play(actors, chosen);
      return 1;
    }
    int count = 0;
    for (int i = 0; i < actors.size(); i++) {
      if (used[i] < actors.get(i).steps.size()) {
        used[i]++;
        chosen.add(i);
        count += permute(actors, all, chosen, used);
        chosen.removeLast();
        used[i]--;
      }
    }
    return count;
  }

  private static void play(List<Actor> actors, List<Integer> schedule) {
    var world = new World();
    var at = new int[actors.size()];
    for (int actor : schedule) {
      world.actor = actor;
      actors.get(actor).steps.get(at[actor]++).accept(world);
      world.assertKept(schedule);
    }
  }

  /// The stores, and what each actor remembers. What is checked is written as the transaction does
  /// it.
  private static final class World {
    private final MemoryKill store = new MemoryKill();
    private final KillState[] read = new KillState[8];
    private final long[] leaderOf = new long[8];
    private long fence = 1;
    private int actor;
    private boolean killed;
    private boolean broken;

    void read() {
      read[actor] = store.read();
      leaderOf[actor] = fence;
    }

    /// Planned with what was read; committed under the conditions that the transaction checks.
    void commit() {
      Optional<String> refusal = read[actor].refusal();
      if (refusal.isEmpty() && leaderOf[actor] >= fence && !store.read().killed()) {
        broken |= killed;
      }
    }

    void writeKill() {
      raised(new KillSwitch(stale(), clock()).raise("ann", "stop"));
    }

    void writeMessage() {
      raised(new KillSwitch(stale(), clock()).raiseOnce("aws-budgets", "over", KEY));
    }

    /// The store, which first answers what this actor read before the others had their turn.
    private KillStore stale() {
      var before = new ArrayDeque<>(List.of(read[actor]));
      return new KillStore() {
        @Override
        public KillState read() {
          return before.isEmpty() ? store.read() : before.remove();
        }

        @Override
        public boolean write(KillState from, KillState next) {
          return store.write(from, next);
        }

        @Override
        public Once writeOnce(KillState from, KillState next, OnceKey key) {
          return store.writeOnce(from, next, key);
        }
      };
    }

    private void raised(KillState state) {
      killed = state.killed();
    }

    /// With what was read before: an arming that was overtaken by a kill must not win.
    void writeRearm() {
      KillState next = read[actor].rearm(clock().instant(), "ann");
      if (!next.equals(read[actor]) && store.write(read[actor], next)) {
        killed = false;
      }
    }

    void claim() {
      fence++;
    }

    void assertKept(List<Integer> schedule) {
      assertThat(broken).as("a launch began while killed: %s", schedule).isFalse();
      assertThat(store.stored.killed()).as("%s", schedule).isEqualTo(killed);
    }
  }

  private static Clock clock() {
    return Clock.fixed(Instant.parse("2026-11-20T20:00:00Z"), ZoneOffset.UTC);
  }
}
