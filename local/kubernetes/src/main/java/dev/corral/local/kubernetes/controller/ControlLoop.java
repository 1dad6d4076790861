package dev.corral.local.kubernetes.controller;

import dev.corral.local.kubernetes.status.Reason;
import dev.corral.local.kubernetes.status.RequestFailed;
import dev.corral.local.kubernetes.store.ObjectKey;
import dev.corral.local.kubernetes.store.ObjectStore;
import dev.corral.local.kubernetes.store.StoreEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Runs a [Reconciler] on one thread, each object at most once in the queue.
public final class ControlLoop implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ControlLoop.class.getName());
  private static final Duration AFTER_CONFLICT = Duration.ofMillis(20);
  private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);

  private final String name;
  private final Reconciler reconciler;
  private final ScheduledExecutorService thread;
  private final Set<ObjectKey> queued = new HashSet<>();

  /// The pending look at each object that asked for one; used on the loop's own thread only.
  private final Map<ObjectKey, Future<?>> timers = new HashMap<>();

  private Runnable unsubscribe = () -> {};

  private ControlLoop(String name, Reconciler reconciler) {
    this.name = name;
    this.reconciler = reconciler;
    this.thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name).factory());
  }

  /// Starts with everything there is, then follows every change.
  public static ControlLoop start(String name, ObjectStore store, Reconciler reconciler) {
    ControlLoop loop = new ControlLoop(name, reconciler);
    store.locked(() -> {
      store.all().forEach(object -> loop.accept(new StoreEvent.Added(object)));
      loop.unsubscribe = store.subscribe(loop::accept);
      return loop;
    });
    return loop;
  }

  private void accept(StoreEvent event) {
    reconciler.affectedBy(event).forEach(this::enqueue);
  }

  /// Has an object looked at soon.
  public void enqueue(ObjectKey key) {
    synchronized (queued) {
      if (!queued.add(key)) {
        return;
      }
    }
    Optional<Future<?>> unused = submit(() -> run(key), Duration.ZERO);
  }

  private Optional<Future<?>> submit(Runnable task, Duration delay) {
    try {
      return Optional.of(thread.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS));
    } catch (RejectedExecutionException e) {
      LOG.log(Level.FINE, "{0} is closing", name);
      return Optional.empty();
    }
  }

  private void run(ObjectKey key) {
    synchronized (queued) {
      queued.remove(key);
    }
    Future<?> earlier = timers.remove(key);
    if (earlier != null) {
      earlier.cancel(false);
    }
    attempt(key)
        .flatMap(delay -> submit(() -> enqueue(key), delay))
        .ifPresent(timer -> timers.put(key, timer));
  }

  private Optional<Duration> attempt(ObjectKey key) {
    try {
      return reconciler.reconcile(key);
    } catch (RequestFailed e) {
      boolean harmless =
          e.reason() == Reason.CONFLICT
              || e.reason() == Reason.NOT_FOUND
              || e.reason() == Reason.ALREADY_EXISTS;
      LOG.log(
          harmless ? Level.FINE : Level.WARNING,
          name + " will retry " + key + ": " + e.getMessage());
      return Optional.of(harmless ? AFTER_CONFLICT : AFTER_FAILURE);
    } catch (RuntimeException e) {
      LOG.log(Level.SEVERE, name + " failed on " + key, e);
      return Optional.of(AFTER_FAILURE);
    }
  }

  @Override
  public void close() {
    unsubscribe.run();
    thread.shutdownNow();
  }
}
