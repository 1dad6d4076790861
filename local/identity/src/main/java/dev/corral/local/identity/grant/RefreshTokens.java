package dev.corral.local.identity.grant;

import dev.corral.local.identity.store.PrivateFile;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Refresh tokens on disk, as hashes. Each works once and is replaced by the next; a second use
/// means that a copy is about, and ends the whole family.
public final class RefreshTokens {
  private static final int MAX_TOKENS = 10_000;

  private final Map<String, Stored> tokens = new LinkedHashMap<>();
  private final PrivateFile file;
  private final Duration lifetime;
  private final Clock clock;

  public RefreshTokens(PrivateFile file, Duration lifetime, Clock clock) throws IOException {
    this.file = file;
    this.lifetime = lifetime;
    this.clock = clock;
    file.read().ifPresent(this::restore);
  }

  private record Stored(Grant grant, Instant expiresAt, boolean used) {}

  public synchronized String issue(Grant grant) {
    var token = add(grant, clock.instant().plus(lifetime));
    save();
    return token;
  }

  /// A token and the grant that it stands for.
  public record Renewed(Grant grant, String token) {}

  /// The next token; it does not live longer than the first one would have.
  public synchronized Optional<Renewed> rotate(String token, String clientId) {
    var hash = RandomSecret.hash(token);
    var stored = tokens.get(hash);
    if (stored == null || !stored.expiresAt().isAfter(clock.instant())) {
      return Optional.empty();
    }
    if (stored.used()) {
      revoke(stored.grant().family());
      return Optional.empty();
    }
    if (!stored.grant().clientId().equals(clientId)) {
      return Optional.empty();
    }
    tokens.put(hash, new Stored(stored.grant(), stored.expiresAt(), true));
    var next = add(stored.grant(), stored.expiresAt());
    save();
    return Optional.of(new Renewed(stored.grant(), next));
  }

  /// Ends everything that came of one sign-in.
  public synchronized void revoke(String family) {
    tokens.values().removeIf(stored -> stored.grant().family().equals(family));
    save();
  }

  private String add(Grant grant, Instant expiresAt) {
    var now = clock.instant();
    tokens.values().removeIf(stored -> !stored.expiresAt().isAfter(now));
    if (tokens.size() >= MAX_TOKENS) {
      tokens.remove(tokens.keySet().iterator().next());
    }
    var token = RandomSecret.next();
    tokens.put(RandomSecret.hash(token), new Stored(grant, expiresAt, false));
    return token;
  }

  private void save() {
    var list = new JsonArray();
    tokens.forEach((hash, stored) -> list.add(toJson(hash, stored)));
    try {
      file.write(list.encode());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot save " + file.path(), e);
    }
  }

  private void restore(String content) {
    for (var item : new JsonArray(content)) {
      var json = (JsonObject) item;
      tokens.put(json.getString("hash"), fromJson(json));
    }
  }

  private static JsonObject toJson(String hash, Stored stored) {
    var grant = stored.grant();
    return new JsonObject()
        .put("hash", hash)
        .put("user", grant.user())
        .put("client", grant.clientId())
        .put("scope", grant.scope())
        .put("authenticatedAt", grant.authenticatedAt().toString())
        .put("family", grant.family())
        .put("expiresAt", stored.expiresAt().toString())
        .put("used", stored.used());
  }

  private static Stored fromJson(JsonObject json) {
    var grant =
        new Grant(
            json.getString("user"),
            json.getString("client"),
            json.getString("scope"),
            "",
            Instant.parse(json.getString("authenticatedAt")),
            json.getString("family"));
    return new Stored(grant, Instant.parse(json.getString("expiresAt")), json.getBoolean("used"));
  }
}
