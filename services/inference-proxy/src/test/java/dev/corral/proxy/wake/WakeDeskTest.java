package dev.corral.proxy.wake;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.proxy.endpoint.Replica;
import dev.corral.proxy.endpoint.ServiceView;
import dev.corral.proxy.endpoint.SliceView;
import dev.corral.proxy.endpoint.Snapshot;
import dev.corral.proxy.problem.Loading;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import dev.corral.proxy.wake.Dispatcher.Answer;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// One wake for many waiters, bounded, in turns, and stubborn.
class WakeDeskTest {
  private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(2);
  private final AtomicInteger wakes = new AtomicInteger();
  private final List<String> callers = new CopyOnWriteArrayList<>();
  private final AtomicInteger faults = new AtomicInteger();
  private volatile CompletionStage<Answer> onWake = told("launching", false, null);
  private volatile CompletionStage<Answer> onStatus = told("launching", false, 7);
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-20T20:00:00Z"));
  private final Clock clock =
      new Clock() {
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
          return now.get();
        }
      };
  private final WakeDesk desk = new WakeDesk(new Scripted(), new TestConfig(), scheduler, clock);

  private final class Scripted implements Dispatcher {
    @Override
    public CompletionStage<Answer> wake(String model, String principal) {
      wakes.incrementAndGet();
      callers.add(principal);
      if (faults.getAndDecrement() > 0) {
        throw new IllegalArgumentException("not to be logged");
      }
      return onWake;
    }

    @Override
    public CompletionStage<Answer> status(String model) {
      return onStatus;
    }
  }

  private record TestConfig() implements WakeConfig {
    @Override
    public Duration cooldown() {
      return Duration.ofSeconds(10);
    }

    @Override
    public Duration hold() {
      return Duration.ofSeconds(1);
    }

    @Override
    public Duration patience() {
      return Duration.ofSeconds(1);
    }

    @Override
    public Duration heartbeat() {
      return Duration.ofSeconds(1);
    }

    @Override
    public int waiters() {
      return 100;
    }

    @Override
    public int waitersPerPrincipal() {
      return 60;
    }

    @Override
    public Duration poll() {
      return Duration.ofMillis(30);
    }

    @Override
    public Duration retry() {
      return Duration.ofMillis(10);
    }
  }

  private static CompletionStage<Answer> told(
      String state, boolean suspended, @Nullable Integer eta) {
    return CompletableFuture.completedFuture(
        new Answer.Known(
            new ModelStatus("tiny", state, suspended, "weights", "OutOfMemory", eta, null)));
  }

  private static Snapshot cluster(boolean ready) {
    return Snapshot.of(
        List.of(
            new ServiceView(
                "model-tiny", Map.of("corral.dev/model", "tiny"), Map.of(), Instant.EPOCH)),
        ready
            ? List.of(new SliceView("model-tiny", List.of(new Replica("127.0.0.1", 1))))
            : List.of());
  }

  private static Problem refused(Waiter waiter) {
    return ProblemException.of(
        assertThrows(
            CompletionException.class, () -> waiter.outcome().toCompletableFuture().join()));
  }

  @AfterEach
  void stop() {
    scheduler.shutdownNow();
  }

  @Test
  void aHundredWaitersWakeOnceAndGoInTurns() {
    List<String> order = Collections.synchronizedList(new ArrayList<>());
    for (int i = 0; i < 100; i++) {
      String who = i < 60 ? "alice" : "bob";
      desk.join("tiny", who).outcome().thenRun(() -> order.add(who));
    }
    ProblemException full = assertThrows(ProblemException.class, () -> desk.join("tiny", "alice"));
    assertInstanceOf(Problem.TooManyWaiters.class, full.problem());
    await().until(() -> desk.loading("tiny").etaSeconds().equals(OptionalInt.of(7)));
    desk.onChange(cluster(false));
    assertEquals(0, order.size());
    desk.onChange(cluster(true));
    assertEquals(100, order.size());
    assertEquals(List.of("alice", "bob", "alice", "bob"), order.subList(0, 4));
    assertEquals(1, wakes.get());
  }

  /// However many arrive at once: one wake, and no more waiters than there are seats.
  @Test
  void fiveHundredAtOnceWakeOnce() throws InterruptedException {
    var refused = new AtomicInteger();
    var served = new AtomicInteger();
    var gate = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 500; i++) {
        String who = "user-" + i % 20;
        threads.execute(() -> {
          try {
            gate.await();
            desk.join("tiny", who)
                .outcome()
                .whenComplete((yes, no) -> (no == null ? served : refused).incrementAndGet());
          } catch (ProblemException e) {
            refused.incrementAndGet();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
      }
      gate.countDown();
    }
    assertEquals(400, refused.get());
    await().until(() -> desk.loading("tiny").etaSeconds().isPresent());
    desk.onChange(cluster(true));
    assertEquals(100, served.get());
    assertEquals(1, wakes.get());
  }

  @Test
  void inAFullRoomTheNewestOfWhoHasMostGivesWay() {
    List<Waiter> alices = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      alices.add(desk.join("tiny", "alice"));
    }
    for (int i = 0; i < 40; i++) {
      desk.join("tiny", "bob");
    }
    List<Waiter> eves = new ArrayList<>();
    for (int i = 0; i < 33; i++) {
      eves.add(desk.join("tiny", "eve"));
    }
    assertInstanceOf(Problem.TooManyWaiters.class, refused(alices.getLast()));
    assertThrows(ProblemException.class, () -> desk.join("tiny", "eve"), "nobody has more");
    await().until(() -> desk.loading("tiny").etaSeconds().isPresent());
    desk.onChange(cluster(true));
    eves.forEach(eve -> eve.outcome().toCompletableFuture().join());
    alices.getFirst().outcome().toCompletableFuture().join();
  }

  @Test
  void whoMayNotLaunchIsToldAndTheNextOneWakesIt() {
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    onWake = answer;
    Waiter alice = desk.join("tiny", "alice");
    Waiter bob = desk.join("tiny", "bob");
    await().until(() -> wakes.get() == 1);
    onWake = told("launching", false, 7);
    answer.complete(new Answer.Limited(1800));
    Problem told = refused(alice);
    assertEquals(new Problem.LaunchLimit(1800), told);
    assertEquals(OptionalInt.of(1800), told.retryAfter());
    await().until(() -> desk.loading("tiny").etaSeconds().isPresent());
    desk.onChange(cluster(true));
    bob.outcome().toCompletableFuture().join();
    assertEquals(List.of("alice", "bob"), List.copyOf(callers));
  }

  @Test
  void aLimitThatIsOverIsAskedAboutAgain() {
    onWake = CompletableFuture.completedFuture(new Answer.Limited(1800));
    assertInstanceOf(Problem.LaunchLimit.class, refused(desk.join("tiny", "alice")));
    onWake = told("launching", false, 7);
    Waiter later = desk.join("tiny", "alice");
    await().until(() -> desk.loading("tiny").etaSeconds().isPresent());
    desk.onChange(cluster(true));
    later.outcome().toCompletableFuture().join();
  }

  @Test
  void onePrincipalCannotTakeAllSeats() {
    for (int i = 0; i < 60; i++) {
      desk.join("tiny", "alice");
    }
    assertThrows(ProblemException.class, () -> desk.join("tiny", "alice"));
    Waiter bob = desk.join("tiny", "bob");
    desk.leave("tiny", bob);
    desk.join("tiny", "bob");
  }

  @Test
  void aFailedStartIsFinal() {
    onStatus = told("failed", false, null);
    assertEquals(
        new Problem.ModelFailed("tiny", "OutOfMemory"), refused(desk.join("tiny", "alice")));
  }

  @Test
  void afterAFailureNobodyTriesForAWhileThatDoubles() {
    onStatus = told("failed", false, null);
    for (int pause : new int[] {10, 20, 40, 80, 160, 300, 300}) {
      int before = wakes.get();
      assertEquals(OptionalInt.empty(), refused(desk.join("tiny", "alice")).retryAfter());
      ProblemException cooling =
          assertThrows(ProblemException.class, () -> desk.join("tiny", "bob"));
      assertEquals(OptionalInt.of(pause + 1), cooling.problem().retryAfter());
      desk.nudge("tiny", "bob");
      assertEquals(before + 1, wakes.get());
      now.updateAndGet(time -> time.plusSeconds(pause));
    }
    refused(desk.join("tiny", "alice"));
    desk.onChange(cluster(true)); // somebody mended it
    onStatus = told("launching", false, null);
    desk.leave("tiny", desk.join("tiny", "alice"));
  }

  @Test
  void everybodyKnowsTheirPlaceAndTheOneWake() {
    Waiter first = desk.join("tiny", "alice");
    Waiter second = desk.join("tiny", "alice");
    Waiter bob = desk.join("tiny", "bob");
    assertEquals(1, place(first).position());
    assertEquals(3, place(second).position());
    assertEquals(2, place(bob).position());
    assertEquals(place(first).wakeId(), place(bob).wakeId());
    desk.leave("tiny", first);
    assertEquals(1, place(second).position());
  }

  private Loading.Place place(Waiter waiter) {
    return desk.loading("tiny", waiter).wake().orElseThrow();
  }

  @Test
  void whoDoesNotWaitCanStartAModelOnce() {
    desk.nudge("tiny", "alice");
    desk.nudge("tiny", "alice");
    await().until(() -> desk.loading("tiny").etaSeconds().isPresent());
    assertEquals(1, wakes.get());
  }

  @Test
  void aSuspendedModelIsNotWoken() {
    onWake = told("idle", true, null);
    assertEquals(new Problem.ModelFailed("tiny", "Suspended"), refused(desk.join("tiny", "alice")));
  }

  @Test
  void aModelThatIsGoneIsNotFound() {
    onWake = CompletableFuture.completedFuture(new Answer.Gone());
    assertInstanceOf(Problem.ModelNotFound.class, refused(desk.join("tiny", "alice")));
    onWake = told("launching", false, null);
    Waiter waiter = desk.join("tiny", "alice");
    desk.onChange(Snapshot.EMPTY);
    assertInstanceOf(Problem.ModelNotFound.class, refused(waiter));
  }

  @Test
  void aDispatcherThatIsAwayIsAskedAgain() {
    onWake = CompletableFuture.failedFuture(new IOException("away"));
    Waiter waiter = desk.join("tiny", "alice");
    await().until(() -> wakes.get() >= 3);
    onWake = told("launching", false, null);
    await().until(() -> desk.loading("tiny").etaSeconds().isPresent());
    desk.onChange(cluster(true));
    waiter.outcome().toCompletableFuture().join();
  }

  @Test
  void anAnswerWithoutAStateIsAskedForAgain() throws IOException {
    ModelStatus empty = new ObjectMapper().readValue("{}", ModelStatus.class);
    onWake = CompletableFuture.completedFuture(new Answer.Known(empty));
    desk.join("tiny", "alice");
    await().until(() -> wakes.get() >= 2);
    onWake = told("launching", false, null);
    await().until(() -> desk.loading("tiny").etaSeconds().isPresent());
  }

  @Test
  void aDispatcherThatThrowsIsAskedAgain() {
    faults.set(2);
    desk.join("tiny", "alice");
    await().until(() -> desk.loading("tiny").etaSeconds().isPresent());
    assertEquals(3, wakes.get());
  }

  @Test
  void aModelThatFellAsleepAgainIsWokenAgain() {
    onStatus = told("idle", false, null);
    desk.join("tiny", "alice");
    await().until(() -> wakes.get() >= 2);
  }

  @Test
  void whenNobodyWaitsNobodyAsks() {
    Waiter waiter = desk.join("tiny", "alice");
    await().until(() -> wakes.get() == 1);
    desk.leave("tiny", waiter);
    await().until(() -> desk.loading("tiny").etaSeconds().isEmpty());
    desk.join("tiny", "alice");
    await().until(() -> wakes.get() == 2);
  }
}
