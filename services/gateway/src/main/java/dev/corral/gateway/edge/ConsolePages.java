package dev.corral.gateway.edge;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.regex.Pattern;

/// The console's files: how long a browser may keep them, and the one page behind every address
/// that a person can open.
final class ConsolePages {
  private static final List<String> NOT_PAGES =
      List.of("/api", "/v1", "/ollama", "/q", "/internal");
  private static final Pattern HASHED =
      Pattern.compile("/assets/.+[.-][A-Za-z0-9_-]{8,}\\.[a-z0-9]+");
  private static final Pattern FILE = Pattern.compile(".*/[^/]+\\.[A-Za-z0-9]+");

  private ConsolePages() {}

  static void serve(RoutingContext rc) {
    String path = rc.normalizedPath();
    if (RequestPath.isUnderAny(path, NOT_PAGES) || !isRead(rc.request())) {
      rc.next();
      return;
    }
    if (isNavigation(rc.request(), path)) {
      rc.reroute(HttpMethod.GET, "/index.html");
      return;
    }
    rc.addHeadersEndHandler(done -> cache(rc.response(), path));
    rc.next();
  }

  private static boolean isRead(HttpServerRequest request) {
    return request.method() == HttpMethod.GET || request.method() == HttpMethod.HEAD;
  }

  private static boolean isNavigation(HttpServerRequest request, String path) {
    String accept = request.getHeader("accept");
    return request.method() == HttpMethod.GET
        && accept != null
        && accept.contains("text/html")
        && !FILE.matcher(path).matches();
  }

  private static void cache(HttpServerResponse response, String path) {
    boolean found = response.getStatusCode() == 200 || response.getStatusCode() == 304;
    boolean forEver = found && HASHED.matcher(path).matches();
    response.putHeader(
        "cache-control", forEver ? "public, max-age=31536000, immutable" : "no-cache");
  }
}
