package dev.corral.dispatcher.api;

import dev.corral.dispatcher.event.Feed;
import dev.corral.dispatcher.event.Signal;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One open event stream. It holds one page of the feed and waits for each event to be taken, so a
/// slow reader costs nothing but its own delay, and one that takes nothing is let go.
final class Follower {
  private static final Logger LOG = Logger.getLogger(Follower.class);
  private static final int PAGE = 100;
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final int LOOKS_PER_HEARTBEAT = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String BEGINNING = "0";

  private final Feed feed;
  private final Signal signal;
  private final SseEventSink sink;
  private final Sse sse;
  private int quietLooks;

  Follower(Feed feed, Signal signal, SseEventSink sink, Sse sse) {
    this.feed = feed;
    this.signal = signal;
    this.sink = sink;
    this.sse = sse;
  }

  /// Sends every event after the id, or every new one, until the reader is gone.
  void run(@Nullable String lastEventId) {
    try (sink) {
      send(heartbeat());
      Optional<String> cursor = Optional.ofNullable(lastEventId);
      while (!sink.isClosed()) {
        long seen = signal.count();
        cursor = advance(cursor);
        signal.await(seen, LOOK);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException | IllegalStateException e) {
      LOG.debugf("a follower is gone: %s", e.getMessage());
    }
  }

  private Optional<String> advance(Optional<String> cursor)
      throws InterruptedException, ExecutionException, TimeoutException {
    Optional<String> at = cursor.or(this::newest);
    if (at.isEmpty()) {
      beat();
      return at;
    }
    String last = at.get();
    List<Feed.Entry> page = page(last);
    while (!page.isEmpty()) {
      for (Feed.Entry entry : page) {
        send(event(entry));
        last = entry.id();
      }
      page = page(last);
    }
    beat();
    return Optional.of(last);
  }

  private Optional<String> newest() {
    try {
      return Optional.of(feed.newest().orElse(BEGINNING));
    } catch (RuntimeException e) {
      LOG.debugf("the feed cannot be read now: %s", e.getMessage());
      return Optional.empty();
    }
  }

  private List<Feed.Entry> page(String after) {
    try {
      return feed.after(after, PAGE);
    } catch (RuntimeException e) {
      LOG.debugf("the feed cannot be read now: %s", e.getMessage());
      return List.of();
    }
  }

  private void beat() throws InterruptedException, ExecutionException, TimeoutException {
    quietLooks++;
    if (quietLooks >= LOOKS_PER_HEARTBEAT) {
      send(heartbeat());
    }
  }

  private void send(OutboundSseEvent event)
      throws InterruptedException, ExecutionException, TimeoutException {
    quietLooks = 0;
    sink.send(event).toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private OutboundSseEvent heartbeat() {
    return sse.newEventBuilder().comment("heartbeat").build();
  }

  private OutboundSseEvent event(Feed.Entry entry) {
    return sse.newEventBuilder()
        .id(entry.id())
        .name("lifecycle")
        .data(String.class, entry.json())
        .build();
  }
}
