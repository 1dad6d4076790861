package dev.corral.dispatcher.api;

import dev.corral.dispatcher.event.EventIds;
import dev.corral.dispatcher.event.Feed;
import dev.corral.dispatcher.event.Signal;
import dev.corral.dispatcher.problem.Problem;
import dev.corral.dispatcher.problem.Problem.FieldError;
import dev.corral.dispatcher.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Every lifecycle event as it happens, and from any id on.
@Path("/internal/events")
@RunOnVirtualThread
@RolesAllowed(Callers.GATEWAY)
public class EventsEndpoint {
  private static final int MOST_FOLLOWERS = 64;

  private final Feed feed;
  private final Signal signal;
  private final Semaphore places = new Semaphore(MOST_FOLLOWERS);

  public EventsEndpoint(Feed feed, Signal signal) {
    this.feed = feed;
    this.signal = signal;
  }

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  public void events(
      @Context SseEventSink sink,
      @Context Sse sse,
      @HeaderParam("Last-Event-ID") @Nullable String lastEventId) {
    if (lastEventId != null && !EventIds.isId(lastEventId)) {
      throw new ProblemException(
          new Problem.InvalidField(List.of(new FieldError("Last-Event-ID", "is not an event id"))));
    }
    if (!places.tryAcquire()) {
      throw new ProblemException(new Problem.TooManyRequests("Too many followers."));
    }
    var follower = new Follower(feed, signal, sink, sse);
    Thread.ofVirtual()
        .name("follower")
        .start(() -> {
          try {
            follower.run(lastEventId);
          } finally {
            places.release();
          }
        });
  }
}
