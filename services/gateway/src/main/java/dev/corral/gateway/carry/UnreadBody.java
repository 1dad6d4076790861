package dev.corral.gateway.carry;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;

/// What still comes of a request that is answered already.
public final class UnreadBody {
  private static final long LINGER_MILLIS = 500;

  private UnreadBody() {}

  /// Throws it away for a moment, then closes the line. The answer has not been sent yet.
  public static void throwAway(HttpServerRequest request, Vertx vertx) {
    HttpConnection connection = request.connection();
    request.response().putHeader("connection", "close");
    request.handler(rest -> {}).endHandler(end -> {}).resume();
    vertx.setTimer(LINGER_MILLIS, timer -> connection.close());
  }
}
