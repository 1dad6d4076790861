package dev.corral.gateway.carry;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Locale;
import java.util.Objects;

/// A WebSocket as it is carried: once the server has agreed, bytes go both ways untouched, at the
/// pace of the slower side.
final class Tunnel {
  static final int SWITCHING = 101;
  private static final String UPGRADE = "upgrade";
  private static final String WEBSOCKET = "websocket";

  private final HttpServerRequest request;
  private final HttpClientResponse answer;
  private final Channel upstream;

  Tunnel(HttpServerRequest request, HttpClientRequest asked, HttpClientResponse answer) {
    this.request = request;
    this.answer = answer;
    this.upstream = channel(asked);
  }

  static boolean isAsked(HttpServerRequest request) {
    String connection = Objects.requireNonNullElse(request.getHeader(HttpHeaders.CONNECTION), "");
    return request.method() == HttpMethod.GET
        && WEBSOCKET.equalsIgnoreCase(request.getHeader(UPGRADE))
        && connection.toLowerCase(Locale.ROOT).contains(UPGRADE);
  }

  static void askFor(HttpClientRequest upstream) {
    upstream.putHeader("connection", UPGRADE).putHeader(UPGRADE, WEBSOCKET);
  }

  /// The line to the server itself: only there is seen how much waits to be sent, and only there
  /// can it be ended with that thrown away.
  static Channel channel(HttpClientRequest asked) {
    return ((ConnectionBase) asked.connection()).channel();
  }

  /// Joins the two lines; done when one of them has ended.
  Future<Void> join() {
    NetSocket server = answer.netSocket();
    server.pause();
    request
        .response()
        .setStatusCode(SWITCHING)
        .putHeader("connection", UPGRADE)
        .putHeader(UPGRADE, WEBSOCKET);
    return request.toNetSocket().compose(caller -> join(caller, server));
  }

  private Future<Void> join(NetSocket caller, NetSocket server) {
    caller.handler(bytes -> send(caller, server, bytes));
    server.pipeTo(caller);
    Promise<Void> over = Promise.promise();
    caller.closeHandler(gone -> over.tryComplete());
    server.closeHandler(gone -> over.tryComplete());
    caller.exceptionHandler(gone -> over.tryComplete());
    server.exceptionHandler(gone -> over.tryComplete());
    return over.future()
        .onComplete(gone -> {
          upstream.close();
          caller.close();
        });
  }

  /// Vert.x does not tell when a line that has been switched is full: the channel does, and an
  /// empty write is done when everything before it is.
  private void send(NetSocket caller, NetSocket server, Buffer bytes) {
    server.write(bytes);
    if (upstream.isWritable()) {
      return;
    }
    caller.pause();
    Context context = Objects.requireNonNull(Vertx.currentContext());
    upstream
        .writeAndFlush(Unpooled.EMPTY_BUFFER)
        .addListener(sent -> context.runOnContext(turn -> caller.resume()));
  }
}
