package dev.corral.dispatcher.event;

import dev.corral.dispatcher.lead.Leadership;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Wires the feed, its signal and the outbox.
@ApplicationScoped
public class EventBeans {
  @Produces
  @Singleton
  Signal signal() {
    return new Signal();
  }

  @Produces
  @Singleton
  EventIds ids(Clock clock) {
    return new EventIds(clock);
  }

  @Produces
  @Singleton
  Feed feed(
      DynamoDbClient dynamo,
      Clock clock,
      @ConfigProperty(name = "corral.tables.prefix", defaultValue = "corral-") String prefix) {
    return new FeedTable(dynamo, prefix + "feed", clock);
  }

  @Produces
  @Singleton
  Outbox outbox(
      Feed feed,
      SqsClient sqs,
      Signal signal,
      Leadership leadership,
      Announcer announcer,
      @ConfigProperty(name = "corral.queues.lifecycle", defaultValue = "corral-lifecycle")
          String queue) {
    var lifecycle = new LifecycleQueue(sqs, queue);
    return new Outbox(feed, lifecycle.andThen(announcer::announce), signal, leadership::leads);
  }

  void start(@Observes StartupEvent event, Outbox outbox) {
    Thread.ofVirtual().name("outbox").start(outbox::run);
  }

  void stop(@Observes ShutdownEvent event, Outbox outbox) {
    outbox.stop();
  }
}
