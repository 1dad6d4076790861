package dev.corral.proxy;

import dev.corral.proxy.endpoint.ClusterWatch;
import dev.corral.proxy.endpoint.EndpointTable;
import dev.corral.proxy.job.Jobs;
import dev.corral.proxy.relay.JobRuns;
import dev.corral.proxy.relay.Relay;
import dev.corral.proxy.tally.UsageOutbox;
import dev.corral.proxy.trace.Traces;
import dev.corral.proxy.wake.WakeDesk;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// Starts what runs in the background and stops it in order: streams first, then their usage.
@Singleton
final class Lifecycle {
  private final ClusterWatch watch;
  private final EndpointTable table;
  private final WakeDesk wakes;
  private final Relay relay;
  private final Jobs jobs;
  private final JobRuns runs;
  private final UsageOutbox outbox;
  private final Traces traces;

  Lifecycle(
      ClusterWatch watch,
      EndpointTable table,
      WakeDesk wakes,
      Relay relay,
      Jobs jobs,
      JobRuns runs,
      UsageOutbox outbox,
      Traces traces) {
    this.watch = watch;
    this.table = table;
    this.wakes = wakes;
    this.relay = relay;
    this.jobs = jobs;
    this.runs = runs;
    this.outbox = outbox;
    this.traces = traces;
  }

  void start(@Observes StartupEvent started) {
    table.onChange(wakes::onChange);
    watch.start();
    jobs.open().ifPresent(open -> open.worker().start(runs));
  }

  void drain(@Observes ShutdownDelayInitiatedEvent stopping) throws InterruptedException {
    jobs.open().ifPresent(open -> open.worker().stop());
    relay.drain();
  }

  void stop(@Observes ShutdownEvent stopping) {
    watch.close();
    jobs.open().ifPresent(open -> open.worker().close());
    outbox.close();
    traces.close();
  }
}
