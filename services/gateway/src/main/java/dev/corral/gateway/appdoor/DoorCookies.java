package dev.corral.gateway.appdoor;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The two cookies of the door on an app's host. No app sees them, and no app can set them.
///
/// By https they have the prefix `__Host-`, so that not even a page of a neighbouring app can put
/// one there; browsers take that prefix by https only.
final class DoorCookies {
  private static final String SECURE_PREFIX = "__Host-";
  private static final String FAMILY = "corral-door";
  private static final Pattern DOMAIN = Pattern.compile("(?i)\\s*domain\\s*(=.*)?");
  private static final Duration SIGNING_IN = Duration.ofMinutes(10);

  private final boolean secure;
  private final String session;
  private final String nonce;

  DoorCookies(boolean secure) {
    this.secure = secure;
    String prefix = secure ? SECURE_PREFIX : "";
    this.session = prefix + FAMILY;
    this.nonce = prefix + FAMILY + "-nonce";
  }

  Optional<String> session(HttpServerRequest request) {
    return value(request, session);
  }

  Optional<String> nonce(HttpServerRequest request) {
    return value(request, nonce);
  }

  Cookie newSession(String secret, Duration life) {
    return cookie(session, secret, life);
  }

  Cookie newNonce(String secret) {
    return cookie(nonce, secret, SIGNING_IN);
  }

  Cookie endOfNonce() {
    return cookie(nonce, "", Duration.ZERO);
  }

  Cookie endOfSession() {
    return cookie(session, "", Duration.ZERO);
  }

  /// A `Cookie` header without ours; empty when nothing is left.
  static String forApp(String header) {
    return Arrays.stream(header.split(";", -1))
        .map(String::strip)
        .filter(cookie -> !cookie.isEmpty() && !isOurs(cookie))
        .collect(Collectors.joining("; "));
  }

  /// A `Set-Cookie` header of an app, for its own host alone; nothing when it means one of ours.
  static Optional<String> fromApp(String header) {
    if (isOurs(header.strip())) {
      return Optional.empty();
    }
    String[] parts = header.split(";", -1);
    return Optional.of(
        Stream.concat(
                Stream.of(parts[0]),
                Arrays.stream(parts).skip(1).filter(part -> !DOMAIN.matcher(part).matches()))
            .collect(Collectors.joining(";")));
  }

  /// In whatever dress: what one reader skips before a name, another one does not.
  private static boolean isOurs(String cookie) {
    return cookie.split("=", 2)[0].toLowerCase(Locale.ROOT).contains(FAMILY);
  }

  /// The value of exactly this cookie. Browsers and HTTP libraries read odd headers differently, so
  /// nothing is skipped or mended here; two values are none.
  private static Optional<String> value(HttpServerRequest request, String name) {
    List<String> values =
        request.headers().getAll("cookie").stream()
            .flatMap(header -> Arrays.stream(header.split(";", -1)))
            .map(String::strip)
            .filter(cookie -> cookie.startsWith(name + "="))
            .map(cookie -> cookie.substring(name.length() + 1))
            .distinct()
            .toList();
    return values.size() == 1
        ? Optional.of(values.getFirst()).filter(Secret::isOne)
        : Optional.empty();
  }

  private Cookie cookie(String name, String value, Duration life) {
    return Cookie.cookie(name, value)
        .setPath("/")
        .setHttpOnly(true)
        .setSecure(secure)
        .setSameSite(CookieSameSite.LAX)
        .setMaxAge(life.toSeconds());
  }
}
