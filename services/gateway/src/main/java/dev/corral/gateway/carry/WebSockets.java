package dev.corral.gateway.carry;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetSocket;

/// WebSockets as they are carried: once the server has agreed, bytes go both ways untouched.
final class WebSockets {
  static final int SWITCHING = 101;
  private static final String UPGRADE = "upgrade";
  private static final String WEBSOCKET = "websocket";

  private WebSockets() {}

  static boolean isAsked(HttpServerRequest request) {
    return request.method() == HttpMethod.GET
        && WEBSOCKET.equalsIgnoreCase(request.getHeader(UPGRADE));
  }

  static void askFor(HttpClientRequest upstream) {
    upstream.putHeader("connection", UPGRADE).putHeader(UPGRADE, WEBSOCKET);
  }

  /// Joins the two connections until one of them ends.
  static Future<Void> join(HttpServerRequest request, HttpClientResponse answer) {
    NetSocket server = answer.netSocket();
    server.pause();
    request
        .response()
        .setStatusCode(SWITCHING)
        .putHeader("connection", UPGRADE)
        .putHeader(UPGRADE, WEBSOCKET);
    return request
        .toNetSocket()
        .onFailure(e -> server.close())
        .compose(caller -> {
          caller.closeHandler(gone -> server.close());
          server.closeHandler(gone -> caller.close());
          server.pipeTo(caller);
          return caller.pipeTo(server);
        });
  }
}
