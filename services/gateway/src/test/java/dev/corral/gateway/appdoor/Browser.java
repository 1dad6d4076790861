package dev.corral.gateway.appdoor;

import dev.corral.gateway.world.Gateway;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// One person's browser at one app's host: its cookies, its headers, no redirects by itself.
final class Browser implements AutoCloseable {
  private static final long SOON = 30;
  private static final Vertx VERTX = Vertx.vertx();

  /// An answer, whole.
  record Answer(int status, MultiMap headers, String body) {
    String location() {
      return Objects.requireNonNull(headers.get("location"), "no location");
    }
  }

  final Map<String, String> cookies = new TreeMap<>();
  private final String host;
  private final HttpClient client = VERTX.createHttpClient();

  Browser(String app) {
    this.host = app + ".apps.localhost";
  }

  /// Looks at an address, as if it had been typed.
  Answer look(String path) throws Exception {
    return look(path, Map.of());
  }

  Answer look(String path, Map<String, String> more) throws Exception {
    Map<String, String> headers =
        new TreeMap<>(
            Map.of("accept", "text/html", "sec-fetch-mode", "navigate", "sec-fetch-site", "none"));
    headers.putAll(more);
    return ask(HttpMethod.GET, path, headers, Buffer.buffer());
  }

  /// Asks from a script of the page.
  Answer fetch(HttpMethod method, String path, Map<String, String> headers) throws Exception {
    Map<String, String> all =
        new TreeMap<>(Map.of("sec-fetch-mode", "cors", "sec-fetch-site", "same-origin"));
    all.putAll(headers);
    return ask(method, path, all, Buffer.buffer());
  }

  Answer ask(HttpMethod method, String path, Map<String, String> headers, Buffer body)
      throws Exception {
    return onLoop(() ->
        open(method, path, headers)
            .compose(request -> body.length() == 0 ? request.send() : request.send(body))
            .compose(response -> {
              response.cookies().forEach(this::keep);
              return response
                  .body()
                  .map(text ->
                      new Answer(response.statusCode(), response.headers(), text.toString()));
            }));
  }

  Future<HttpClientRequest> open(HttpMethod method, String path, Map<String, String> headers) {
    RequestOptions options =
        new RequestOptions()
            .setServer(SocketAddress.inetSocketAddress(Gateway.port(), "127.0.0.1"))
            .setHost(host)
            .setPort(80)
            .setMethod(method)
            .setURI(path)
            .setFollowRedirects(false);
    return client
        .request(options)
        .onSuccess(request -> {
          headers.forEach(request::putHeader);
          if (!cookies.isEmpty() && !headers.containsKey("cookie")) {
            request.putHeader("cookie", cookieHeader());
          }
        });
  }

  WebSocket socket(String path, Map<String, String> headers) throws Exception {
    var options =
        new WebSocketConnectOptions()
            .setHost("127.0.0.1")
            .setPort(Gateway.port())
            .setURI(path)
            .setAllowOriginHeader(headers.containsKey("origin"));
    options.addHeader("host", host);
    headers.forEach(options::addHeader);
    options.addHeader("cookie", cookieHeader());
    return onLoop(() -> VERTX.createWebSocketClient().connect(options));
  }

  /// Goes through the whole way in, with the console in the hands of whoever has `token`.
  Answer enter(String app, String token) throws Exception {
    Answer asked = look("/");
    URI console = URI.create(asked.location());
    Map<String, String> query =
        List.of(console.getQuery().split("&", -1)).stream()
            .map(pair -> pair.split("=", 2))
            .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    String url = Tickets.open(app, token, of(query, "nonce"), of(query, "to"));
    return look(url.substring(url.indexOf("/.corral/")));
  }

  private static String of(Map<String, String> query, String name) {
    return Objects.requireNonNull(query.get(name), name);
  }

  /// Does `work` on an event loop and waits for what comes of it. Elsewhere an answer could pass by
  /// before anybody listens.
  <T> T onLoop(Supplier<Future<T>> work) throws Exception {
    Promise<T> promise = Promise.promise();
    VERTX.runOnContext(turn -> work.get().onComplete(promise));
    return promise.future().toCompletionStage().toCompletableFuture().get(SOON, TimeUnit.SECONDS);
  }

  private String cookieHeader() {
    return cookies.entrySet().stream()
        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }

  private void keep(String setCookie) {
    String[] pair = setCookie.split(";", 2)[0].split("=", 2);
    if (pair[1].isEmpty()) {
      cookies.remove(pair[0]);
    } else {
      cookies.put(pair[0], pair[1]);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
