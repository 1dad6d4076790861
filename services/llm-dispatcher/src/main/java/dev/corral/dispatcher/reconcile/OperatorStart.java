package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.lead.Election;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Starts reconciling with the service, whether or not the API server answers yet. Ready from the
/// first time that reconciling started, or that another replica was seen to lead: a standby serves
/// the API too.
@Readiness
@ApplicationScoped
public class OperatorStart implements HealthCheck {
  private static final int BEFORE_THE_LEASE = 100;

  private final OperatorRunner runner;
  private final Election election;
  private volatile boolean wasReady;

  OperatorStart(OperatorRunner runner, Election election) {
    this.runner = runner;
    this.election = election;
  }

  void start(@Observes StartupEvent event) {
    Thread.ofPlatform().name("operator").daemon().start(runner);
  }

  void stop(@Observes @Priority(BEFORE_THE_LEASE) ShutdownEvent event) {
    runner.stop();
  }

  @Override
  public HealthCheckResponse call() {
    boolean standby = election.looked() && !election.leads();
    wasReady = wasReady || runner.started() || standby;
    return HealthCheckResponse.named("reconciling")
        .status(wasReady)
        .withData("leads", election.leads())
        .build();
  }
}
