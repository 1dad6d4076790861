package dev.corral.local.kubernetes.api;

import dev.corral.local.kubernetes.access.Certificates;
import dev.corral.local.kubernetes.status.Reason;
import dev.corral.local.kubernetes.status.RequestFailed;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Listens on loopback with TLS, reads bodies within a limit, and carries answers and watches.
public final class HttpFront {
  private static final Logger LOG = Logger.getLogger(HttpFront.class.getName());
  private static final int BODY_LIMIT = 3 * 1024 * 1024;

  private final Vertx vertx;
  private final ApiServer api;

  public HttpFront(Vertx vertx, ApiServer api) {
    this.vertx = vertx;
    this.api = api;
  }

  /// Starts to listen; the future carries the server with its port.
  public static Future<HttpServer> listen(
      Vertx vertx, ApiServer api, Certificates certificates, int port) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost("127.0.0.1")
            .setPort(port)
            .setSsl(true)
            .setKeyCertOptions(
                new PemKeyCertOptions()
                    .setCertPath(certificates.server().toString())
                    .setKeyPath(certificates.serverKey().toString()))
            .setMaxHeaderSize(32 * 1024)
            .setMaxInitialLineLength(16 * 1024)
            .setIdleTimeout(3600);
    return vertx
        .createHttpServer(options)
        .requestHandler(new HttpFront(vertx, api)::handle)
        .listen();
  }

  private void handle(HttpServerRequest request) {
    Buffer body = Buffer.buffer();
    request.exceptionHandler(failure -> LOG.log(Level.FINE, "connection lost", failure));
    if (wantsWebSocket(request)) {
      request.pause();
      dispatch(request, body);
      return;
    }
    request.handler(chunk -> {
      if (body.length() <= BODY_LIMIT) {
        body.appendBuffer(chunk);
      }
    });
    request.endHandler(end -> dispatch(request, body));
  }

  private void dispatch(HttpServerRequest request, Buffer body) {
    Context context = vertx.getOrCreateContext();
    String method = request.method().name();
    Call call =
        new Call(method, path(request), request.params(), request.headers(), body.getBytes());
    try {
      Optional<WatchRequest> watch = admit(call);
      if (watch.isPresent()) {
        startWatch(request, watch.get(), context);
        return;
      }
    } catch (RequestFailed e) {
      request.resume();
      send(request.response(), Reply.failure(e));
      return;
    } catch (RuntimeException e) {
      request.resume();
      send(request.response(), unexpected(call, e));
      return;
    }
    request.resume();
    vertx
        .executeBlocking(() -> answer(call), false)
        .onSuccess(reply -> send(request.response(), reply))
        .onFailure(e -> send(request.response(), unexpected(call, e)));
  }

  private Optional<WatchRequest> admit(Call call) {
    api.admit(call);
    if (call.body().length > BODY_LIMIT) {
      throw RequestFailed.because(
          Reason.REQUEST_TOO_LARGE, "the body is larger than " + BODY_LIMIT + " bytes");
    }
    return api.watch(call);
  }

  private static boolean wantsWebSocket(HttpServerRequest request) {
    return "websocket".equalsIgnoreCase(request.getHeader("upgrade"));
  }

  private static String path(HttpServerRequest request) {
    try {
      return QueryStringDecoder.decodeComponent(request.path() == null ? "/" : request.path());
    } catch (IllegalArgumentException e) {
      return "/invalid";
    }
  }

  private Reply answer(Call call) {
    try {
      return api.answer(call);
    } catch (RequestFailed e) {
      return Reply.failure(e);
    }
  }

  private static Reply unexpected(Call call, Throwable failure) {
    LOG.log(Level.SEVERE, "failed: " + call.method() + " " + call.path(), failure);
    return Reply.failure(
        RequestFailed.because(
            Reason.INTERNAL_ERROR,
            "an error on the server has prevented the request from succeeding"));
  }

  private static void send(HttpServerResponse response, Reply reply) {
    if (response.closed() || response.ended()) {
      return;
    }
    response
        .setStatusCode(reply.code())
        .putHeader("content-type", reply.contentType())
        .putHeader("cache-control", "no-cache, private");
    reply
        .warnings()
        .forEach(
            w -> response.headers().add("warning", "299 - \"" + w.replace("\"", "\\\"") + "\""));
    if (reply.code() == Reason.UNAUTHORIZED.code()) {
      response.putHeader("www-authenticate", "Bearer");
    }
    response.end(Buffer.buffer(reply.body()));
  }

  private void startWatch(HttpServerRequest request, WatchRequest watch, Context context) {
    if (wantsWebSocket(request)) {
      request
          .toWebSocket()
          .onSuccess(socket -> watchOver(socket, watch, context))
          .onFailure(e -> LOG.log(Level.FINE, "no WebSocket", e));
      return;
    }
    HttpServerResponse response = request.response();
    String type =
        watch.presentation().view() == View.TABLE
            ? "application/json;as=Table;v=v1;g=meta.k8s.io"
            : "application/json";
    response
        .setChunked(true)
        .putHeader("content-type", type)
        .putHeader("cache-control", "no-cache, private");
    response.writeHead();
    Watch running = Watch.start(api.resources().store(), watch, new ChunkedSink(response), context);
    response.closeHandler(v -> running.end());
    response.exceptionHandler(e -> running.end());
  }

  private void watchOver(ServerWebSocket socket, WatchRequest watch, Context context) {
    Watch running = Watch.start(api.resources().store(), watch, new SocketSink(socket), context);
    socket.closeHandler(v -> running.end());
    socket.exceptionHandler(e -> running.end());
  }

  private record ChunkedSink(HttpServerResponse response) implements WatchSink {
    @Override
    public void send(Buffer event) {
      response.write(event);
    }

    @Override
    public boolean full() {
      return response.writeQueueFull();
    }

    @Override
    public void onRoom(Runnable action) {
      response.drainHandler(v -> action.run());
    }

    @Override
    public void end() {
      if (!response.closed() && !response.ended()) {
        response.end();
      }
    }
  }

  private record SocketSink(ServerWebSocket socket) implements WatchSink {
    @Override
    public void send(Buffer event) {
      socket.writeTextMessage(event.toString());
    }

    @Override
    public boolean full() {
      return socket.writeQueueFull();
    }

    @Override
    public void onRoom(Runnable action) {
      socket.drainHandler(v -> action.run());
    }

    @Override
    public void end() {
      if (!socket.isClosed()) {
        socket.close();
      }
    }
  }
}
