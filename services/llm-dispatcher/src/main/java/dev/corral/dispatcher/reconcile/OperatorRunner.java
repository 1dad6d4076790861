package dev.corral.dispatcher.reconcile;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/// Keeps the operator running: starts it as soon as the API server answers, and starts it anew when
/// one of its informers gave up.
final class OperatorRunner implements Runnable {
  private static final Logger LOG = Logger.getLogger(OperatorRunner.class);
  private static final Duration PAUSE = Duration.ofSeconds(2);
  private static final Duration SYNC_TIMEOUT = Duration.ofSeconds(20);

  private final KubernetesClient client;
  private final String namespace;
  private final Duration resync;
  private final List<Reconciler<? extends HasMetadata>> reconcilers;
  private final Semaphore broken = new Semaphore(0);
  private volatile boolean running = true;
  private volatile boolean started;

  OperatorRunner(
      KubernetesClient client,
      String namespace,
      Duration resync,
      List<Reconciler<? extends HasMetadata>> reconcilers) {
    this.client = client;
    this.namespace = namespace;
    this.resync = resync;
    this.reconcilers = List.copyOf(reconcilers);
  }

  /// True once the informers have everything and reconciling goes on.
  boolean started() {
    return started;
  }

  /// Ends [#run].
  void stop() {
    running = false;
    broken.release();
  }

  @Override
  public void run() {
    while (running) {
      Operator operator = operator();
      broken.drainPermits();
      try {
        operator.start();
        started = true;
        LOG.info("reconciling");
        broken.acquire();
      } catch (InterruptedException e) {
        running = false;
      } catch (RuntimeException e) {
        LOG.warnf("the operator cannot start yet: %s", e.getMessage());
      }
      started = false;
      stop(operator);
      pause();
    }
  }

  private Operator operator() {
    var operator =
        new Operator(o ->
            o.withKubernetesClient(client)
                .withCloseClientOnStop(false)
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

  private void pause() {
    try {
      if (running && broken.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        LOG.debug("woken while pausing");
      }
    } catch (InterruptedException e) {
      running = false;
    }
  }
}
