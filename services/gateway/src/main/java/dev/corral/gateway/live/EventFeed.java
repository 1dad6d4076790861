package dev.corral.gateway.live;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.gateway.dispatcher.LifecycleEvent;
import dev.corral.gateway.upstream.ServiceToken;
import dev.corral.gateway.upstream.UpstreamJson;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/// Follows the dispatcher's event stream into the hub, for ever: after a break it goes on from the
/// newest event it has.
public final class EventFeed implements Runnable {
  private static final Logger LOG = Logger.getLogger(EventFeed.class);
  private static final int LARGEST_EVENT = 256 << 10;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final int CONNECT_MS = 2_000;

  private final URI events;
  private final ServiceToken token;
  private final EventHub hub;
  private final LiveConfig config;
  private final ObjectMapper json = UpstreamJson.mapper();
  private boolean connected;

  public EventFeed(URI events, ServiceToken token, EventHub hub, LiveConfig config) {
    this.events = events;
    this.token = token;
    this.hub = hub;
    this.config = config;
  }

  @Override
  public void run() {
    Duration pause = FIRST_PAUSE;
    while (!Thread.currentThread().isInterrupted()) {
      connected = false;
      try {
        follow();
      } catch (IOException e) {
        pause = connected ? FIRST_PAUSE : longer(pause);
        LOG.debugf("the event stream broke: %s", e.getClass().getSimpleName());
      } catch (RuntimeException e) {
        pause = longer(pause);
        LOG.errorf("following the events failed: %s", e.getClass().getSimpleName());
      }
      rest(pause);
    }
  }

  private void follow() throws IOException {
    HttpURLConnection connection = open();
    try (InputStream in = connection.getInputStream()) {
      connected = true;
      LOG.debugf("following the dispatcher's events");
      SseReader reader = new SseReader(new BufferedInputStream(in), LARGEST_EVENT);
      while (!Thread.currentThread().isInterrupted()) {
        take(reader.next());
      }
    } finally {
      connection.disconnect();
    }
  }

  private HttpURLConnection open() throws IOException {
    HttpURLConnection connection = (HttpURLConnection) events.toURL().openConnection();
    connection.setConnectTimeout(CONNECT_MS);
    connection.setReadTimeout((int) config.silence().toMillis());
    connection.setInstanceFollowRedirects(false);
    connection.setRequestProperty("Accept", "text/event-stream");
    connection.setRequestProperty("Last-Event-ID", hub.newest());
    token.value().ifPresent(t -> connection.setRequestProperty("Authorization", "Bearer " + t));
    if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
      int status = connection.getResponseCode();
      connection.disconnect();
      throw new IOException("the dispatcher answered " + status);
    }
    return connection;
  }

  private void take(SseReader.Event event) {
    if (!UlidFloor.isUlid(event.id())) {
      return;
    }
    try {
      LifecycleEvent.Data data = json.readValue(event.data(), LifecycleEvent.class).data();
      hub.publish(
          new Signal.Change(
              event.id(),
              Objects.requireNonNull(data.owner(), "owner"),
              Set.copyOf(data.sharedWith()),
              event.data()));
    } catch (JsonProcessingException | RuntimeException e) {
      LOG.errorf("an event that cannot be read: %s", event.id());
    }
  }

  private Duration longer(Duration pause) {
    Duration doubled = pause.multipliedBy(2);
    return doubled.compareTo(config.longestPause()) < 0 ? doubled : config.longestPause();
  }

  private static void rest(Duration pause) {
    try {
      Thread.sleep(pause.plusMillis(ThreadLocalRandom.current().nextLong(100)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
