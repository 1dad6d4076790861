package dev.corral.dispatcher.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// Replicas come, go and restart, engines are silent and refuse: in the end every replica has what
/// is wanted, and at no time is a name told that a replica lacks.
class ConvergenceTest {
  private static final String MODEL = "0d7c9f1e-0000-4000-8000-000000000001";
  private static final List<String> NAMES = List.of("legal", "support", "poems", "sql");

  private final Random random = new Random(42);
  private final TurnedClock clock = new TurnedClock();
  private final FakeEngines engines = new FakeEngines();
  private final AdapterDesk desk =
      new AdapterDesk(engines, new Times(), clock, Executors.newVirtualThreadPerTaskExecutor());
  private final List<Replica> replicas = new ArrayList<>();
  private AdapterWish wish = AdapterWish.none();
  private int pods;

  @Test
  void anyOrderOfLossesAndRestartsConverges() {
    for (int schedule = 0; schedule < 400; schedule++) {
      replicas.clear();
      add();
      for (int event = 0; event < 25; event++) {
        happen();
        reconcile();
      }
      engines.calm();
      converge();
    }
  }

  @Test
  void aSilentEngineStillHasWhatItHadAndARestartedOneHasNothing() {
    wish = wish("legal");
    add();
    converge();
    engines.silent = true;
    clock.advance(Duration.ofMinutes(1));
    assertThat(plan().announced()).containsExactly("legal");
    restart(0);
    AdapterPlan after = plan();
    assertThat(after.announced()).isEmpty();
    assertThat(after.steps()).isEmpty();
    assertThat(after.statuses().getFirst().message()).contains("does not say what it has");
  }

  @Test
  void aNewReplicaTakesTheNameBackUntilItHasIt() {
    wish = wish("legal");
    add();
    converge();
    add();
    AdapterPlan first = plan();
    assertThat(first.announced()).isEmpty();
    assertThat(first.steps()).containsExactly(new AdapterStep.Load(replicas.get(1), "legal"));
    converge();
  }

  @Test
  void anAdapterThatCannotBeLoadedIsTriedLessAndLessOftenAndDoesNotHinderOthers() {
    wish = wish("broken", "legal");
    engines.broken = Set.of("broken");
    add();
    for (int i = 0; i < 3600; i++) {
      reconcile();
      clock.advance(Duration.ofSeconds(1));
    }
    AdapterPlan plan = plan();
    assertThat(plan.announced()).containsExactly("legal");
    assertThat(plan.statuses().getFirst().loaded()).isFalse();
    assertThat(plan.statuses().getFirst().message()).isEqualTo("it is broken");
    assertThat(plan.statuses().getLast().loaded()).isTrue();
    assertThat(engines.loads.get("broken")).isBetween(10, 25);
    assertThat(engines.loads.get("legal")).isEqualTo(1);
  }

  @Test
  void whatIsRefusedIsNotLoadedAndSaysWhy() {
    wish = new AdapterWish(List.of(new AdapterWish.One("legal", Optional.of("too far away"))));
    add();
    AdapterPlan plan = plan();
    assertThat(plan.steps()).isEmpty();
    assertThat(plan.statuses().getFirst().message()).isEqualTo("Not allowed: too far away.");
  }

  private void happen() {
    switch (random.nextInt(9)) {
      case 0, 1 -> add();
      case 2 -> {
        if (replicas.size() > 1) {
          replicas.remove(random.nextInt(replicas.size()));
        }
      }
      case 3, 4 -> restart(random.nextInt(replicas.size()));
      case 5 -> wish = wish(some());
      case 6 -> engines.silent = !engines.silent;
      case 7 -> engines.broken = Set.of(some());
      default -> engines.lying = !engines.lying;
    }
    clock.advance(Duration.ofSeconds(random.nextInt(40)));
  }

  private String[] some() {
    return NAMES.stream().filter(name -> random.nextBoolean()).toArray(String[]::new);
  }

  private static AdapterWish wish(String... names) {
    return new AdapterWish(
        List.of(names).stream().map(n -> new AdapterWish.One(n, Optional.empty())).toList());
  }

  private void add() {
    if (replicas.size() < 4) {
      pods++;
      replicas.add(replica("pod-" + pods, 0));
    }
  }

  private void restart(int at) {
    Replica old = replicas.get(at);
    engines.has.remove(old.address().orElseThrow());
    replicas.set(at, replica(old.pod(), old.restarts() + 1));
  }

  private static Replica replica(String pod, int restarts) {
    return new Replica(pod, pod, restarts, Optional.of(URI.create("http://" + pod + ":8000")));
  }

  private AdapterPlan plan() {
    return AdapterPlan.of(wish, desk.look(MODEL, replicas), clock.instant());
  }

  private AdapterPlan reconcile() {
    AdapterPlan plan = plan();
    for (int round = 0; round < 8 && !plan.steps().isEmpty(); round++) {
      assertTrue(plan);
      desk.carryOut(MODEL, plan.steps());
      plan = plan();
    }
    assertTrue(plan);
    return plan;
  }

  private void assertTrue(AdapterPlan plan) {
    for (String name : plan.announced()) {
      for (Replica replica : replicas) {
        assertThat(engines.of(replica.address().orElseThrow())).contains(name);
      }
    }
  }

  private void converge() {
    for (int i = 0; i < 100; i++) {
      AdapterPlan plan = reconcile();
      if (plan.announced().equals(wish.allowed()) && plan.steps().isEmpty()) {
        return;
      }
      clock.advance(Duration.ofSeconds(10));
    }
    throw new AssertionError("does not converge");
  }

  /// Engines in memory, by address.
  private static final class FakeEngines implements EngineDoor {
    final Map<URI, Set<String>> has = new ConcurrentHashMap<>();
    final Map<String, Integer> loads = new ConcurrentHashMap<>();
    volatile Set<String> broken = Set.of();
    volatile boolean silent;
    volatile boolean lying;

    void calm() {
      broken = Set.of();
      silent = false;
      lying = false;
    }

    Set<String> of(URI engine) {
      return has.computeIfAbsent(engine, e -> ConcurrentHashMap.newKeySet());
    }

    @Override
    public List<String> loaded(URI engine, String model) throws IOException {
      if (silent) {
        throw new IOException("did not answer within 3 s");
      }
      return List.copyOf(of(engine));
    }

    @Override
    public Answer load(URI engine, String model, String adapter) throws IOException {
      loads.merge(adapter, 1, Integer::sum);
      if (silent) {
        throw new IOException("did not answer within 20 s");
      }
      if (broken.contains(adapter)) {
        return new Failed("it is broken");
      }
      if (!lying) {
        of(engine).add(adapter);
      }
      return new Done();
    }

    @Override
    public Answer unload(URI engine, String model, String adapter) throws IOException {
      if (silent) {
        throw new IOException("did not answer within 20 s");
      }
      of(engine).remove(adapter);
      return new Done();
    }
  }

  private static final class TurnedClock extends Clock {
    private Instant now = Instant.parse("2026-11-20T10:00:00Z");

    void advance(Duration by) {
      now = now.plus(by);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
