package dev.corral.dispatcher.lead;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Wires the election and lets it run with the service.
@ApplicationScoped
public class LeadBeans {
  private static final Duration PATIENCE = Duration.ofSeconds(6);
  private static final int LOST_CONTROL = 70;

  @Produces
  @Singleton
  Fence fence(
      DynamoDbClient dynamo,
      @ConfigProperty(name = "corral.tables.prefix", defaultValue = "corral-") String prefix) {
    return new FenceTable(dynamo, prefix + "control");
  }

  @Produces
  @Singleton
  Election election(
      Leases leases,
      Fence fence,
      ElectionTimes times,
      Clock clock,
      @ConfigProperty(name = "HOSTNAME") Optional<String> host) {
    String identity = host.orElse("llm-dispatcher") + "_" + UUID.randomUUID();
    var clocks = new Election.Clocks(System::nanoTime, clock);
    return new Election(leases, fence, identity, times, clocks);
  }

  @Produces
  @Singleton
  ElectionLoop loop(Election election, ElectionTimes times, ElectionLoop.Work work) {
    return new ElectionLoop(
        election, times, System::nanoTime, work, () -> Runtime.getRuntime().halt(LOST_CONTROL));
  }

  void start(
      @Observes StartupEvent event, ElectionLoop loop, Election election, MeterRegistry meters) {
    Gauge.builder("corral.leader", election, e -> e.leads() ? 1 : 0)
        .description("1 on the replica that leads")
        .register(meters);
    Thread.ofPlatform().name("election").daemon().start(loop);
  }

  void stop(@Observes ShutdownEvent event, ElectionLoop loop, ElectionLoop.Work work) {
    loop.stop(PATIENCE);
  }
}
