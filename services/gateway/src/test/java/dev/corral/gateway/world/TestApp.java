package dev.corral.gateway.world;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Stands where the pod of an app is, and does what chat applications do: pages, cookies, streams,
/// uploads, WebSockets.
public final class TestApp {
  /// One request's head as it came.
  public record Seen(String method, String uri, MultiMap headers) {}

  public final List<Seen> seen = new CopyOnWriteArrayList<>();
  public final AtomicLong uploaded = new AtomicLong();
  public final AtomicInteger closedSockets = new AtomicInteger();

  /// The stream that `/events` holds open.
  public volatile @Nullable HttpServerResponse open;

  private @Nullable HttpServer server;

  public void start(Vertx vertx) {
    server =
        vertx
            .createHttpServer()
            .webSocketHandler(this::socket)
            .requestHandler(this::handle)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  public String url() {
    return "http://127.0.0.1:" + Objects.requireNonNull(server).actualPort();
  }

  public void clear() {
    seen.clear();
    uploaded.set(0);
    closedSockets.set(0);
    open = null;
  }

  private void remember(String method, String uri, MultiMap headers) {
    seen.add(new Seen(method, uri, MultiMap.caseInsensitiveMultiMap().addAll(headers)));
  }

  private void socket(ServerWebSocket socket) {
    remember("WEBSOCKET", socket.uri(), socket.headers());
    socket.closeHandler(gone -> closedSockets.incrementAndGet());
    if (socket.path().equals("/deaf")) {
      socket.pause();
      return;
    }
    socket.textMessageHandler(text -> socket.writeTextMessage("echo " + text));
  }

  private void handle(HttpServerRequest request) {
    remember(request.method().name(), request.uri(), request.headers());
    HttpServerResponse response = request.response();
    switch (request.path()) {
      case "/events" -> {
        open = response.setChunked(true).putHeader("content-type", "text/event-stream");
        response.write("data: one\n\n");
      }
      case "/upload" ->
          request
              .handler(piece -> uploaded.addAndGet(piece.length()))
              .endHandler(end -> response.end("took " + uploaded.get()));
      case "/cookies" -> {
        List.of(
                "token=app; Path=/; Domain=apps.localhost; HttpOnly",
                "theme=dark",
                "corral-door=forged; Path=/",
                "__Host-corral-door=forged; Path=/; Secure")
            .forEach(cookie -> response.headers().add("set-cookie", cookie));
        response
            .putHeader("server", "secret/1.2")
            .putHeader("x-frame-options", "DENY")
            .end("cookies");
      }
      default -> response.putHeader("content-type", "text/html").end("<h1>chat</h1>");
    }
  }
}
