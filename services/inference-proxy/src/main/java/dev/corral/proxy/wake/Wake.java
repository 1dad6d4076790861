package dev.corral.proxy.wake;

import dev.corral.proxy.peer.PeerClient;
import dev.corral.proxy.problem.Loading;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One model's way back from zero: wakes it once, asks how far it is while somebody waits, tries
/// again with growing pauses while the dispatcher is away.
final class Wake {
  private static final Logger LOG = Logger.getLogger(Wake.class);
  private static final int LONGEST_PAUSE_IN_POLLS = 4;

  private final String id = UUID.randomUUID().toString();
  private final String model;
  private final Dispatcher dispatcher;
  private final WakeConfig config;
  private final ScheduledExecutorService scheduler;
  private final Cooldowns cooldowns;
  private final Runnable whenOver;
  private final WaitingRoom room;
  private Loading loading;
  private Optional<String> caller = Optional.empty();
  private boolean accepted;
  private boolean over;
  private int failures;

  Wake(
      String model,
      Dispatcher dispatcher,
      WakeConfig config,
      ScheduledExecutorService scheduler,
      Cooldowns cooldowns,
      Runnable whenOver) {
    this.model = model;
    this.dispatcher = dispatcher;
    this.config = config;
    this.scheduler = scheduler;
    this.cooldowns = cooldowns;
    this.whenOver = whenOver;
    this.room = new WaitingRoom(config.waiters(), config.waitersPerPrincipal());
    this.loading = Loading.of(model);
  }

  /// A seat; the first one starts the wake. Nothing when the room is full or this wake is over.
  Optional<Waiter> enter(String principal) {
    Optional<Waiter> seat;
    Optional<Waiter> gaveWay;
    boolean first;
    synchronized (this) {
      if (over) {
        return Optional.empty();
      }
      gaveWay = room.giveWay(principal);
      seat = room.enter(principal);
      first = caller.isEmpty() && seat.isPresent();
      if (first) {
        caller = Optional.of(principal);
      }
    }
    gaveWay.ifPresent(
        other -> other.failed(new ProblemException(new Problem.TooManyWaiters(loading()))));
    if (first) {
      scheduler.execute(() -> guarded(this::ask));
    }
    return seat;
  }

  synchronized void leave(Waiter waiter) {
    room.leave(waiter);
  }

  synchronized Loading loading() {
    return loading;
  }

  synchronized Loading loading(Waiter waiter) {
    return loading.at(new Loading.Place(id, room.position(waiter)));
  }

  String id() {
    return id;
  }

  synchronized boolean isOver() {
    return over;
  }

  void ready() {
    close().forEach(Waiter::ready);
  }

  void fail(Problem problem) {
    close().forEach(waiter -> waiter.failed(new ProblemException(problem)));
  }

  private List<Waiter> close() {
    List<Waiter> waiters;
    synchronized (this) {
      over = true;
      waiters = room.letOut();
    }
    whenOver.run();
    return waiters;
  }

  /// Runs on the scheduler, where nobody else would hear of a fault: the next try must follow.
  private void guarded(Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      LOG.errorf("the wake of %s stumbled: %s", model, e.getClass().getSimpleName());
      again(pauseAfterFailure());
    }
  }

  private void ask() {
    String principal;
    boolean wake;
    synchronized (this) {
      if (over || room.isEmpty()) {
        over = true;
        scheduler.execute(whenOver);
        return;
      }
      principal = caller.orElse("");
      wake = !accepted;
    }
    CompletionStage<Dispatcher.Answer> answer =
        wake ? dispatcher.wake(model, principal) : dispatcher.status(model);
    answer.whenCompleteAsync(
        (told, failure) -> guarded(() -> heard(told, failure, wake)), scheduler);
  }

  private void heard(
      Dispatcher.@Nullable Answer answer, @Nullable Throwable failure, boolean woken) {
    if (failure != null) {
      LOG.warnf("the dispatcher cannot be asked about %s: %s", model, PeerClient.reason(failure));
    }
    switch (answer) {
      case null -> again(pauseAfterFailure());
      case Dispatcher.Answer.Gone gone -> fail(new Problem.ModelNotFound(model));
      case Dispatcher.Answer.Refused refused -> failed(refused.reason());
      case Dispatcher.Answer.Limited limited -> limited(limited.retryAfter());
      case Dispatcher.Answer.Known known -> known(known.status(), woken);
    }
  }

  private void failed(String reason) {
    Problem.ModelFailed problem = new Problem.ModelFailed(model, reason);
    cooldowns.failed(problem);
    fail(problem);
  }

  /// What one principal may not start, the next who waits may.
  private void limited(int seconds) {
    List<Waiter> refused;
    boolean others;
    synchronized (this) {
      refused = room.letOut(caller.orElse(""));
      caller = room.first();
      others = caller.isPresent();
      over = over || !others;
    }
    refused.forEach(
        waiter -> waiter.failed(new ProblemException(new Problem.LaunchLimit(seconds))));
    if (others) {
      again(Duration.ZERO);
    } else {
      whenOver.run();
    }
  }

  /// Right after a wake the dispatcher may still show how the last start ended.
  private void known(ModelStatus status, boolean woken) {
    if (status.suspended() || (status.failed() && !woken)) {
      failed(status.why());
      return;
    }
    synchronized (this) {
      failures = 0;
      accepted = woken || !status.asleep();
      loading = status.loading();
    }
    again(config.poll());
  }

  private synchronized Duration pauseAfterFailure() {
    Duration longest = config.poll().multipliedBy(LONGEST_PAUSE_IN_POLLS);
    Duration pause = config.retry().multipliedBy(1L << Math.min(failures, 10));
    failures++;
    return pause.compareTo(longest) > 0 ? longest : pause;
  }

  private void again(Duration pause) {
    scheduler.schedule(() -> guarded(this::ask), pause.toMillis(), TimeUnit.MILLISECONDS);
  }
}
