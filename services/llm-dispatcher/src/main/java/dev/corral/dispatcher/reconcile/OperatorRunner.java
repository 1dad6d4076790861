package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.lead.ElectionLoop;
import dev.corral.dispatcher.lead.Leadership;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Keeps the operator running while this replica leads: starts it as soon as the API server
/// answers, starts it anew when one of its informers gave up or fell behind, and stops it with the
/// lease.
final class OperatorRunner implements Runnable, ElectionLoop.Work {
  private static final Logger LOG = Logger.getLogger(OperatorRunner.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration SYNC_TIMEOUT = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration END_WITHIN = Duration.ofSeconds(5);
  private static final int THREADS = 50;

  private final KubernetesClient client;
  private final String namespace;
  private final Duration resync;
  private final List<Reconciler<? extends HasMetadata>> reconcilers;
  private final Leadership leadership;
  private final Semaphore broken = new Semaphore(0);
  private volatile boolean running = true;
  private volatile boolean started;
  private volatile boolean idle = true;

  OperatorRunner(
      KubernetesClient client,
      String namespace,
      Duration resync,
      List<Reconciler<? extends HasMetadata>> reconcilers,
      Leadership leadership) {
    this.client = client;
    this.namespace = namespace;
    this.resync = resync;
    this.reconcilers = List.copyOf(reconcilers);
    this.leadership = leadership;
  }

  /// True once the informers have everything and reconciling goes on.
  boolean started() {
    return started;
  }

  /// Starts the operator anew: every informer lists again.
  void restart() {
    broken.release();
  }

  /// Ends [#run].
  void stop() {
    running = false;
    broken.release();
  }

  @Override
  public boolean ended() {
    return idle;
  }

  @Override
  public void run() {
    while (running) {
      idle = false;
      if (leadership.leads()) {
        lead();
      } else {
        idle = true;
        pause(LOOK);
      }
    }
    idle = true;
  }

  private void lead() {
    long generation = leadership.generation();
    var threads = Executors.newFixedThreadPool(THREADS, Thread.ofPlatform().daemon().factory());
    Operator operator = operator(threads);
    broken.drainPermits();
    try {
      operator.start();
      started = true;
      LOG.info("reconciling");
      awaitEnd(generation);
    } catch (InterruptedException e) {
      running = false;
    } catch (RuntimeException e) {
      LOG.warnf("the operator cannot start yet: %s", e.getMessage());
    }
    started = false;
    stop(operator);
    awaitIdle(threads);
    if (leadership.leads()) {
      pause(PAUSE);
    }
  }

  private void awaitEnd(long generation) throws InterruptedException {
    while (running && leadership.leads() && leadership.generation() == generation) {
      if (broken.tryAcquire(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    }
  }

  /// Nothing of the old run may go on beside the next one, or beside another leader.
  private void awaitIdle(ExecutorService threads) {
    threads.shutdownNow();
    try {
      while (!threads.awaitTermination(END_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.warn("a reconcile does not end yet");
      }
    } catch (InterruptedException e) {
      running = false;
    }
  }

  private Operator operator(ExecutorService threads) {
    var operator =
        new Operator(o ->
            o.withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withExecutorService(threads)
                .withReconciliationTerminationTimeout(END_WITHIN)
                .checkingCRDAndValidateLocalModel(false)
                .withStopOnInformerErrorDuringStartup(true)
                .withCacheSyncTimeout(SYNC_TIMEOUT)
                .withInformerStoppedHandler((informer, error) -> gaveUp(error)));
    reconcilers.forEach(reconciler -> register(operator, reconciler));
    return operator;
  }

  private <T extends HasMetadata> void register(Operator operator, Reconciler<T> reconciler) {
    operator.register(
        reconciler,
        c ->
            c.settingNamespace(namespace)
                .withReconciliationMaxInterval(resync)
                .withRetry(
                    new GenericRetry()
                        .setInitialInterval(Duration.ofMillis(200))
                        .setIntervalMultiplier(1.5)
                        .setMaxInterval(Duration.ofSeconds(10).toMillis())
                        .withoutMaxAttempts()));
  }

  private void gaveUp(@org.jspecify.annotations.Nullable Throwable error) {
    if (error != null && started) {
      LOG.warnf("an informer gave up (%s): starting anew", error.getMessage());
      broken.release();
    }
  }

  private static void stop(Operator operator) {
    try {
      operator.stop();
    } catch (RuntimeException e) {
      LOG.debugf(e, "while stopping the operator");
    }
  }

  private void pause(Duration pause) {
    try {
      if (running && broken.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("woken while pausing");
      }
    } catch (InterruptedException e) {
      running = false;
    }
  }
}
