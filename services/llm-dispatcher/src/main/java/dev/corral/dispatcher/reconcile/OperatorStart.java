package dev.corral.dispatcher.reconcile;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Starts reconciling with the service, whether or not the API server answers yet; ready from the
/// first time it did.
@Readiness
@ApplicationScoped
public class OperatorStart implements HealthCheck {
  private final OperatorRunner runner;
  private volatile boolean wasStarted;

  OperatorStart(OperatorRunner runner) {
    this.runner = runner;
  }

  void start(@Observes StartupEvent event) {
    Thread.ofPlatform().name("operator").daemon().start(runner);
  }

  void stop(@Observes ShutdownEvent event) {
    runner.stop();
  }

  @Override
  public HealthCheckResponse call() {
    wasStarted = wasStarted || runner.started();
    return HealthCheckResponse.named("reconciling").status(wasStarted).build();
  }
}
