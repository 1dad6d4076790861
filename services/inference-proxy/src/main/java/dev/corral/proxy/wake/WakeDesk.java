package dev.corral.proxy.wake;

import dev.corral.proxy.endpoint.ModelEntry;
import dev.corral.proxy.endpoint.Snapshot;
import dev.corral.proxy.problem.Loading;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Where requests for sleeping models wait. The first one starts the model's wake, all others join
/// it; a wake goes on without those who leave.
public final class WakeDesk {
  private static final Logger LOG = Logger.getLogger(WakeDesk.class);

  private final Dispatcher dispatcher;
  private final WakeConfig config;
  private final ScheduledExecutorService scheduler;
  private final Cooldowns cooldowns;
  private final ConcurrentHashMap<String, Wake> wakes = new ConcurrentHashMap<>();

  /// Works on `scheduler`, which must never be an event loop.
  public WakeDesk(
      Dispatcher dispatcher, WakeConfig config, ScheduledExecutorService scheduler, Clock clock) {
    this.cooldowns = new Cooldowns(config.cooldown(), clock);
    this.dispatcher = dispatcher;
    this.config = config;
    this.scheduler = scheduler;
  }

  /// Waits for a model, or throws the problem to answer with when too many wait already.
  public Waiter join(String model, String principal) {
    cooldowns
        .refusal(model)
        .ifPresent(problem -> {
          throw new ProblemException(problem);
        });
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
        cooldowns,
        () -> wakes.computeIfPresent(model, (name, wake) -> wake.isOver() ? null : wake));
  }

  /// Starts a model for somebody who does not wait for it; nothing happens when it is on its way
  /// already, or may not be tried.
  public void nudge(String model, String principal) {
    if (known(model).isPresent() || cooldowns.refusal(model).isPresent()) {
      return;
    }
    try {
      Waiter nobody = join(model, principal);
      scheduler.schedule(
          () -> leave(model, nobody), config.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ProblemException full) {
      LOG.debug("others wait for it, so it is on its way");
    }
  }

  /// How far a model's start is, for one who waits for it.
  public Loading loading(String model, Waiter waiter) {
    return Optional.ofNullable(wakes.get(model))
        .map(wake -> wake.loading(waiter))
        .orElseGet(() -> Loading.of(model));
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
    cooldowns.keep(
        model -> snapshot.find(model).filter(one -> one.replicas().isEmpty()).isPresent());
    wakes.forEach((model, wake) -> {
      Optional<ModelEntry> entry = snapshot.find(model);
      if (entry.filter(ModelEntry::ready).isPresent()) {
        wake.ready();
      } else if (entry.isEmpty()) {
        wake.fail(new Problem.ModelNotFound(model));
      }
    });
  }
}
