package dev.corral.dispatcher.kill;

import dev.corral.dispatcher.lead.Leadership;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Wires the kill and lets it run with the service.
@ApplicationScoped
public class KillBeans {
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  @Produces
  @Singleton
  KillSwitch killSwitch(
      DynamoDbClient dynamo,
      Clock clock,
      @ConfigProperty(name = "corral.tables.prefix", defaultValue = "corral-") String prefix) {
    return new KillSwitch(new KillTable(dynamo, prefix + "control", clock), clock);
  }

  @Produces
  @Singleton
  Instances instances(
      KillConfig config,
      @ConfigProperty(name = "corral.aws.endpoint") Optional<URI> endpoint,
      @ConfigProperty(name = "AWS_REGION", defaultValue = "eu-central-1") String region) {
    var http = UrlConnectionHttpClient.builder().connectionTimeout(CONNECT).socketTimeout(ANSWER);
    var client =
        Ec2Client.builder()
            .region(Region.of(region))
            .credentialsProvider(DefaultCredentialsProvider.builder().build())
            .httpClientBuilder(http)
            .overrideConfiguration(o -> o.apiCallTimeout(ANSWER));
    endpoint.ifPresent(client::endpointOverride);
    return new Ec2Instances(client.build(), config.clusterName());
  }

  @Produces
  @Singleton
  KillSteps steps(
      KillSwitch kill,
      KillTarget cluster,
      Instances instances,
      Leadership leadership,
      KillConfig config,
      Clock clock) {
    return new KillSteps(kill, new KillSteps.Reach(cluster, instances), leadership, config, clock);
  }

  /// No estimate of our own yet, so a threshold message is believed. An estimate replaces this
  /// bean.
  @Produces
  @Singleton
  BudgetState budgetState() {
    return budget -> new BudgetState.Unknown();
  }

  @Produces
  @Singleton
  BudgetDecision decision(BudgetConfig config, BudgetState state, Clock clock) {
    return new BudgetDecision(config, state, clock);
  }

  @Produces
  @Singleton
  BudgetQueue queue(
      SqsClient sqs,
      BudgetDecision decision,
      KillSwitch kill,
      KillSteps steps,
      BudgetConfig config,
      MeterRegistry meters) {
    return new BudgetQueue(
        new BudgetQueue.Source(sqs, config.queue()),
        decision,
        (why, key) -> {
          kill.raiseOnce(BudgetDecision.PRINCIPAL, why, key);
          steps.hurry();
        },
        outcome -> meters.counter("corral.budget.messages", "outcome", outcome).increment());
  }

  void start(@Observes StartupEvent event, KillSteps steps, BudgetQueue queue) {
    Thread.ofVirtual().name("kill").start(steps);
    Thread.ofVirtual().name("budget").start(queue);
  }

  void stop(@Observes ShutdownEvent event, KillSteps steps, BudgetQueue queue) {
    steps.stop();
    queue.stop();
  }
}
