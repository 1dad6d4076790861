package dev.corral.dispatcher.reconcile;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.HashSet;
import java.util.Set;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.jboss.logging.Logger;

/// Lets the operator list anew when an informer is behind. When that does not help time after time,
/// the process is not alive any more.
@Liveness
@ApplicationScoped
public class WatchLiveness implements HealthCheck {
  private static final Logger LOG = Logger.getLogger(WatchLiveness.class);

  private final OperatorRunner runner;
  private final WatchBoard board;
  private final Watchdog dog;
  private final WatchConfig config;
  private final MeterRegistry meters;
  private final Set<String> metered = new HashSet<>();
  private volatile boolean running = true;

  WatchLiveness(
      OperatorRunner runner,
      WatchBoard board,
      Watchdog dog,
      WatchConfig config,
      MeterRegistry meters) {
    this.runner = runner;
    this.board = board;
    this.dog = dog;
    this.config = config;
    this.meters = meters;
  }

  void start(@Observes StartupEvent event) {
    Thread.ofVirtual().name("watchdog").start(this::watch);
  }

  void stop(@Observes ShutdownEvent event) {
    running = false;
  }

  private void watch() {
    try {
      while (running) {
        Thread.sleep(config.check());
        if (runner.started()) {
          round();
        }
      }
    } catch (InterruptedException e) {
      running = false;
    }
  }

  void round() throws InterruptedException {
    board.all().forEach(this::meter);
    if (dog.check() == Watchdog.Finding.BEHIND && runner.started()) {
      LOG.warn("an informer is behind the API server: listing anew");
      meters.counter("corral.watch.restarts").increment();
      runner.restart();
    }
  }

  private void meter(Watched<?> watched) {
    if (metered.add(watched.name())) {
      Gauge.builder("corral.watch.staleness.seconds", () -> dog.staleness(watched.name()))
          .tags(Tags.of("kind", watched.name()))
          .register(meters);
    }
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("watches").status(dog.strikes() < config.strikes()).build();
  }
}
