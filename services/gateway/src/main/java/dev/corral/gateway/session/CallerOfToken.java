package dev.corral.gateway.session;

import jakarta.json.JsonArray;
import jakarta.json.JsonString;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/// Reads a verified token as a [Caller].
final class CallerOfToken {
  private final PeopleConfig config;

  CallerOfToken(PeopleConfig config) {
    this.config = config;
  }

  Caller read(JsonWebToken token) {
    String id = String.valueOf(token.<Object>getClaim(config.principalClaim()));
    Object name = token.getClaim(config.nameClaim());
    Set<String> groups = strings(token.getClaim(config.groupsClaim()));
    return new Caller(
        plain(id),
        name == null ? plain(id) : plain(name),
        Role.of(groups),
        groups,
        Instant.ofEpochSecond(token.getExpirationTime()));
  }

  private static Set<String> strings(@Nullable Object claim) {
    Set<String> found = new TreeSet<>();
    if (claim instanceof JsonArray array) {
      array.forEach(v -> found.add(plain(v)));
    } else if (claim instanceof Collection<?> values) {
      values.forEach(v -> found.add(plain(v)));
    }
    return Set.copyOf(found);
  }

  private static String plain(Object value) {
    return value instanceof JsonString json ? json.getString() : String.valueOf(value);
  }
}
