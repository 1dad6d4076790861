package dev.corral.gateway.appdoor;

import dev.corral.gateway.carry.UnreadBody;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.Objects;
import java.util.Set;

/// What a browser says about why it asks.
final class Visit {
  private static final Set<String> ITS_OWN = Set.of("same-origin", "none");

  private Visit() {}

  /// Somebody looks at an address, rather than a page's script or image.
  static boolean isNavigation(HttpServerRequest request) {
    String mode = request.getHeader("sec-fetch-mode");
    String accept = request.getHeader("accept");
    return request.method() == HttpMethod.GET
        && (mode == null
            ? accept != null && accept.contains("text/html")
            : mode.equals("navigate"));
  }

  /// A page of another site, or of a neighbouring app, asks with this browser's cookies. Whoever
  /// sends none of these headers is no browser of today.
  static boolean isFromAnotherSite(HttpServerRequest request, String origin) {
    String site = request.getHeader("sec-fetch-site");
    if (site != null && !ITS_OWN.contains(site) && !isNavigation(request)) {
      return true;
    }
    String from = request.getHeader("origin");
    return from != null && !from.equalsIgnoreCase(origin) && !isNavigation(request);
  }

  /// Lets go of a request that is answered without its body: the next one on this connection would
  /// wait for ever. A body that still comes is thrown away for a moment, then the line is closed.
  static void finish(HttpServerRequest request) {
    if (request.isEnded()) {
      return;
    }
    String length = request.getHeader("content-length");
    boolean bodyComes =
        request.headers().contains("transfer-encoding") || (length != null && !length.equals("0"));
    if (bodyComes) {
      UnreadBody.throwAway(request, Objects.requireNonNull(Vertx.currentContext()).owner());
    } else {
      request.resume();
    }
  }
}
