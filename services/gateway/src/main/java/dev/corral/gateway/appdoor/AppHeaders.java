package dev.corral.gateway.appdoor;

import dev.corral.gateway.carry.HopByHop;
import dev.corral.gateway.dispatcher.AppDoor;
import io.vertx.core.MultiMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which headers an app gets and may give. Who is there is said by us alone.
final class AppHeaders {
  private static final Set<String> NOT_FROM_OUTSIDE =
      Set.of(
          "host",
          "cookie",
          "forwarded",
          "via",
          "x-real-ip",
          "x-client-ip",
          "true-client-ip",
          "x-forwarded",
          "x-original-url",
          "x-rewrite-url",
          "x-http-method-override",
          "x-request-id",
          "traceparent",
          "tracestate",
          "baggage",
          "expect");
  private static final Set<String> NOT_FROM_AN_APP =
      Set.of(
          "set-cookie",
          "server",
          "x-powered-by",
          "strict-transport-security",
          "x-request-id",
          "clear-site-data",
          "alt-svc");
  private static final String OPEN_WEBUI = "open-webui";

  private final OurTokens tokens;

  AppHeaders(OurTokens tokens) {
    this.tokens = tokens;
  }

  void inward(MultiMap from, MultiMap to) {
    var hop = new HopByHop(from, AppHeaders::isNeverByHop);
    for (Map.Entry<String, String> header : from) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (!hop.ends(name) && !isSpoofable(name) && !tokens.isIn(header.getValue())) {
        to.add(name, header.getValue());
      }
    }
    String cookies = DoorCookies.forApp(String.join("; ", from.getAll("cookie")));
    if (!cookies.isEmpty()) {
      to.set("cookie", cookies);
    }
  }

  /// Says who is there, in the words that the app's type believes.
  static void introduce(Guest guest, AppDoor door, MultiMap to) {
    if (door.app().type().equals(OPEN_WEBUI)) {
      to.set("x-corral-email", Mailbox.of(guest.id()));
      to.set("x-corral-name", Mailbox.plain(guest.name()));
      to.set("x-corral-role", guest.isOwner(door) ? "admin" : "user");
    }
  }

  static void outward(MultiMap from, MultiMap to) {
    var hop = new HopByHop(from, AppHeaders::isNeverByHop);
    from.names().stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .distinct()
        .filter(name -> !hop.ends(name) && !NOT_FROM_AN_APP.contains(name))
        .forEach(name -> to.set(name, from.getAll(name)));
    from.getAll("set-cookie").stream()
        .map(DoorCookies::fromApp)
        .flatMap(Optional::stream)
        .forEach(cookie -> to.add("set-cookie", cookie));
    if (!from.contains("cache-control")) {
      to.set("cache-control", "private, no-cache");
    }
  }

  /// Some servers of apps take `_` for `-`.
  private static boolean isSpoofable(String header) {
    String name = header.replace('_', '-');
    return NOT_FROM_OUTSIDE.contains(name)
        || name.startsWith("x-forwarded-")
        || name.startsWith("x-corral-");
  }

  private static boolean isNeverByHop(String name) {
    return name.startsWith("content-") || name.equals("cookie");
  }
}
