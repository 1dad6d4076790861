package dev.corral.proxy.wake;

import dev.corral.proxy.endpoint.ModelEntry;
import dev.corral.proxy.endpoint.Snapshot;
import dev.corral.proxy.problem.Loading;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;

/// Where requests for sleeping models wait. The first one starts the model's wake, all others join
/// it; a wake goes on without those who leave.
public final class WakeDesk {
  private final Dispatcher dispatcher;
  private final WakeConfig config;
  private final ScheduledExecutorService scheduler;
  private final ConcurrentHashMap<String, Wake> wakes = new ConcurrentHashMap<>();

  /// Works on `scheduler`, which must never be an event loop.
  public WakeDesk(Dispatcher dispatcher, WakeConfig config, ScheduledExecutorService scheduler) {
    this.dispatcher = dispatcher;
    this.config = config;
    this.scheduler = scheduler;
  }

  /// Waits for a model, or throws the problem to answer with when too many wait already.
  public Waiter join(String model, String principal) {
    Optional<Waiter> seat = Optional.empty();
    Loading loading = Loading.of(model);
    for (int tries = 0; tries < 2 && seat.isEmpty(); tries++) {
      Wake wake =
          wakes.compute(model, (name, open) -> open == null || open.isOver() ? open(name) : open);
      seat = wake.enter(principal);
      loading = wake.loading();
    }
    Loading told = loading;
    return seat.orElseThrow(() -> new ProblemException(new Problem.TooManyWaiters(told)));
  }

  private Wake open(String model) {
    return new Wake(
        model,
        dispatcher,
        config,
        scheduler,
        () -> wakes.computeIfPresent(model, (name, wake) -> wake.isOver() ? null : wake));
  }

  /// Gives up waiting.
  public void leave(String model, Waiter waiter) {
    Optional.ofNullable(wakes.get(model)).ifPresent(wake -> wake.leave(waiter));
  }

  /// How far a model's start is, as last heard.
  public Loading loading(String model) {
    return Optional.ofNullable(wakes.get(model))
        .map(Wake::loading)
        .orElseGet(() -> Loading.of(model));
  }

  /// How far a model's start is; empty when nobody waits for it here.
  public Optional<Loading> known(String model) {
    return Optional.ofNullable(wakes.get(model)).filter(wake -> !wake.isOver()).map(Wake::loading);
  }

  /// Lets everybody go on whose model has a ready replica now.
  public void onChange(Snapshot snapshot) {
    wakes.forEach((model, wake) -> {
      Optional<ModelEntry> entry = snapshot.find(model);
      if (entry.filter(known -> !known.replicas().isEmpty()).isPresent()) {
        wake.ready();
      } else if (entry.isEmpty()) {
        wake.fail(new Problem.ModelNotFound(model));
      }
    });
  }
}
