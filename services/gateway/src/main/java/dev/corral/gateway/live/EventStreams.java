package dev.corral.gateway.live;

import dev.corral.gateway.dispatcher.DispatcherConfig;
import dev.corral.gateway.problem.Problem;
import dev.corral.gateway.problem.ProblemException;
import dev.corral.gateway.session.Caller;
import dev.corral.gateway.upstream.ServiceToken;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.UnicastProcessor;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import org.jboss.resteasy.reactive.server.jaxrs.OutboundSseEventImpl;
import org.jspecify.annotations.Nullable;

/// Starts the one feed of this gateway and opens a bounded stream from its hub for each listener.
@ApplicationScoped
public class EventStreams {
  private static final int SPARE = 256;

  private final LiveConfig config;
  private final Clock clock;
  private final EventHub hub;
  private final EventFeed feed;
  private @Nullable Thread follower;

  EventStreams(LiveConfig config, DispatcherConfig dispatcher, ServiceToken token, Clock clock) {
    this.config = config;
    this.clock = clock;
    this.hub = new EventHub(config.keep(), UlidFloor.at(clock.instant().minus(config.lookBack())));
    this.feed =
        new EventFeed(URI.create(dispatcher.url() + "/internal/events"), token, hub, config);
  }

  void start(@Observes StartupEvent event, Vertx vertx) {
    follower = Thread.ofVirtual().name("event-feed").start(feed);
    vertx.setPeriodic(config.heartbeat().toMillis(), timer -> hub.heartbeat());
  }

  void stop(@Observes ShutdownEvent event) {
    if (follower != null) {
      follower.interrupt();
    }
  }

  /// A stream for this caller that ends with their token, or when they read too slowly to keep up.
  Multi<OutboundSseEvent> open(Caller caller, @Nullable String last) {
    if (hub.listeners() >= config.maxListeners()
        || hub.listeners(caller.id()) >= config.maxPerPrincipal()) {
      throw new ProblemException(
          new Problem.TooManyRequests("Too many event streams are open.", 10));
    }
    UnicastProcessor<Signal> mailbox =
        UnicastProcessor.create(new ArrayBlockingQueue<>(config.keep() + SPARE), () -> {});
    mailbox.onNext(new Signal.Heartbeat());
    EventHub.Subscription subscription = hub.listen(caller, known(last), mailbox::onNext);
    Duration valid = Duration.between(clock.instant(), caller.expiresAt());
    return mailbox
        .onTermination()
        .invoke(subscription::cancel)
        .map(EventStreams::toEvent)
        .select()
        .first(valid.isPositive() ? valid : Duration.ofMillis(1));
  }

  private static @Nullable String known(@Nullable String last) {
    return last == null || UlidFloor.isUlid(last) ? last : "";
  }

  private static OutboundSseEvent toEvent(Signal signal) {
    return switch (signal) {
      case Signal.Change change ->
          builder().id(change.id()).name("lifecycle").data(change.data()).build();
      case Signal.Reset reset -> builder().name("reset").data("{}").build();
      case Signal.Heartbeat heartbeat -> builder().comment("heartbeat").build();
    };
  }

  private static OutboundSseEvent.Builder builder() {
    return new OutboundSseEventImpl.BuilderImpl();
  }
}
