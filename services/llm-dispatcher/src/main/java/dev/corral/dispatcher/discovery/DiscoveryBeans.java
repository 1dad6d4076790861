package dev.corral.dispatcher.discovery;

import dev.corral.dispatcher.lead.Leadership;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Wires discovery; without a region no client of Bedrock is made.
@ApplicationScoped
public class DiscoveryBeans {
  private final DiscoveryConfig config;
  private final Optional<URI> endpoint;
  private Optional<DiscoverySchedule> schedule = Optional.empty();

  DiscoveryBeans(
      DiscoveryConfig config,
      @ConfigProperty(name = "corral.aws.endpoint") Optional<URI> endpoint) {
    this.config = config;
    this.endpoint = endpoint;
  }

  @Produces
  @Singleton
  Discovery.Setup setup(
      DynamoDbClient dynamo,
      Clock clock,
      MeterRegistry meters,
      @ConfigProperty(name = "corral.tables.prefix", defaultValue = "corral-") String prefix) {
    if (!config.enabled()) {
      return new Discovery.Setup.Off("corral.discovery.enabled is false.");
    }
    if (config.region().isEmpty()) {
      return new Discovery.Setup.Off("No AWS region is configured (corral.discovery.region).");
    }
    var clients = clients(config.region().get());
    var rules = rules(config.region().get());
    var store = new ControlTable(dynamo, prefix + "control");
    var catalogue = new BedrockCatalogue(clients.bedrock(), config.deadline());
    var listener =
        new Rounds.Listener(
            publisher(clients),
            outcome -> meters.counter("corral.discovery.rounds", "outcome", outcome).increment());
    var rounds = new Rounds(catalogue, store, rules, clock, listener);
    return new Discovery.Setup.On(rules, config.every(), store, rounds);
  }

  @Produces
  @Singleton
  @Typed(Discovery.class)
  Discovery discovery(Discovery.Setup setup, Clock clock) {
    return new Discovery(setup, clock);
  }

  @Produces
  @Singleton
  KnownBedrock known(Discovery discovery) {
    return new ElsewhereBedrock(discovery, config.elsewhere());
  }

  void start(
      @Observes StartupEvent event, Discovery.Setup setup, Leadership leadership, Clock clock) {
    if (setup instanceof Discovery.Setup.On on) {
      var times = new DiscoverySchedule.Times(config.every(), config.retry());
      var started =
          new DiscoverySchedule(on.rounds(), on.store()::read, leadership::leads, times, clock);
      started.start();
      schedule = Optional.of(started);
    }
  }

  void stop(@Observes ShutdownEvent event) {
    schedule.ifPresent(DiscoverySchedule::stop);
  }

  private AwsClients clients(String region) {
    var credentials = DefaultCredentialsProvider.builder().build();
    return new AwsClients(region, endpoint, credentials, AwsClients.Times.USUAL);
  }

  private Consumer<Snapshot> publisher(AwsClients clients) {
    return config
        .ssmParameter()
        .<Consumer<Snapshot>>map(name -> new AliasParameter(clients.ssm(), name))
        .orElse(snapshot -> {});
  }

  private Rules rules(String region) {
    return new Rules(
        region,
        config.geography(),
        config.allowGlobal(),
        config.providers(),
        config.maxModels(),
        config.grace(),
        config.keepGone());
  }
}
