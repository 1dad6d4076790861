package dev.corral.gateway.datapath;

import dev.corral.gateway.carry.HopByHop;
import io.vertx.core.MultiMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Which headers go through: none of one connection only, and none that could pretend to come from
/// inside.
final class CarriedHeaders {
  private static final Set<String> NOT_FROM_OUTSIDE =
      Set.of(
          "host",
          "forwarded",
          "via",
          "x-real-ip",
          "x-original-url",
          "x-rewrite-url",
          "x-http-method-override",
          "x-request-id",
          "traceparent",
          "tracestate",
          "baggage",
          "cookie",
          "expect",
          "accept-encoding");
  private static final Set<String> NOT_FROM_INSIDE = Set.of("x-request-id", "set-cookie", "server");

  /// The one header of ours that a caller may send: how soon their model may idle.
  private static final String IDLE_TIMEOUT = "x-corral-idle-timeout";

  /// A caller who names these as hop-by-hop would take the frame or the meaning from a request.
  private static final Set<String> NEVER_BY_HOP =
      Set.of("content-length", "content-type", "host", "authorization");

  private CarriedHeaders() {}

  static void inward(MultiMap from, MultiMap to) {
    var hop = new HopByHop(from, NEVER_BY_HOP::contains);
    for (Map.Entry<String, String> header : from) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (!hop.ends(name) && !isSpoofable(name)) {
        to.add(name, header.getValue());
      }
    }
  }

  static void outward(MultiMap from, MultiMap to) {
    var hop = new HopByHop(from, NEVER_BY_HOP::contains);
    for (Map.Entry<String, String> header : from) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (!hop.ends(name) && !NOT_FROM_INSIDE.contains(name)) {
        to.set(name, header.getValue());
      }
    }
  }

  private static boolean isSpoofable(String name) {
    return NOT_FROM_OUTSIDE.contains(name)
        || name.startsWith("x-forwarded-")
        || (name.startsWith("x-corral-") && !name.equals(IDLE_TIMEOUT));
  }
}
