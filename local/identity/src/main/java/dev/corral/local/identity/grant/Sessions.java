package dev.corral.local.identity.grant;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Browsers that signed in, so that a reloaded page does not ask for the password again.
public final class Sessions {
  private static final int MAX_SESSIONS = 10_000;

  private final Map<String, Session> sessions = new LinkedHashMap<>();
  private final Duration lifetime;
  private final Clock clock;

  public Sessions(Duration lifetime, Clock clock) {
    this.lifetime = lifetime;
    this.clock = clock;
  }

  /// Who signed in, and when.
  public record Session(String user, Instant authenticatedAt) {}

  /// The value for the cookie.
  public synchronized String start(Session session) {
    if (sessions.size() >= MAX_SESSIONS) {
      sessions.remove(sessions.keySet().iterator().next());
    }
    var id = RandomSecret.next();
    sessions.put(RandomSecret.hash(id), session);
    return id;
  }

  public synchronized Optional<Session> find(@Nullable String id) {
    if (id == null) {
      return Optional.empty();
    }
    var session = sessions.get(RandomSecret.hash(id));
    return Optional.ofNullable(session)
        .filter(each -> each.authenticatedAt().plus(lifetime).isAfter(clock.instant()));
  }

  public synchronized void end(@Nullable String id) {
    if (id != null) {
      sessions.remove(RandomSecret.hash(id));
    }
  }
}
