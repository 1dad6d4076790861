package dev.corral.local.identity.endpoint;

import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/// Lets the registered clients' pages, and no other, call an endpoint from a browser.
record CrossOrigin(Set<String> origins) {
  void allow(RoutingContext context) {
    var origin = context.request().getHeader("Origin");
    var response = context.response().putHeader("Vary", "Origin");
    if (origin != null && origins.contains(origin)) {
      response.putHeader("Access-Control-Allow-Origin", origin);
    }
    context.next();
  }

  /// Answers the browser's question before a request with unusual headers.
  void preflight(RoutingContext context) {
    context
        .response()
        .putHeader("Access-Control-Allow-Methods", "GET, POST")
        .putHeader("Access-Control-Allow-Headers", "authorization, content-type")
        .putHeader("Access-Control-Max-Age", "600")
        .setStatusCode(204)
        .end();
  }
}
