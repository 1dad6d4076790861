package dev.corral.dispatcher.journey;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// The API server with somebody in between who writes down every call, and can be told to
/// misbehave.
public final class ClusterProxy implements AutoCloseable {
  private static final Set<String> HOP =
      Set.of("host", "connection", "content-length", "upgrade", "http2-settings");
  private static final String GONE =
      """
      {"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","status":"Failure","reason":"Expired","code":410,"message":"too old resource version"}}
      """;

  private final HttpServer server;
  private final HttpClient http;
  private final String upstream;
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final Set<Stream> streams = ConcurrentHashMap.newKeySet();
  private volatile Watches watches = Watches.NORMAL;
  private volatile boolean down;

  /// How watches behave.
  public enum Watches {
    NORMAL,
    /// Every watch ends with 410.
    GONE,
    /// Every watch is closed without a word, again and again.
    CLOSED,
    /// Those that are open stay open and say nothing any more; new ones work.
    HALF_OPEN
  }

  /// One call that was answered.
  public record Call(String method, String path, String query, int status) {
    public boolean changes() {
      return !"GET".equals(method) && status < 300;
    }
  }

  /// One open watch.
  private static final class Stream {
    private final InputStream from;
    private volatile boolean silent;

    Stream(InputStream from) {
      this.from = from;
    }
  }

  public ClusterProxy(String upstream, Path ca) throws IOException, GeneralSecurityException {
    this.upstream = upstream;
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(trusting(ca))
            .build();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::serve);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// Every call until now.
  public List<Call> calls() {
    return List.copyOf(calls);
  }

  /// From now on watches behave so, those that are open too.
  public void watches(Watches how) {
    watches = how;
    for (Stream stream : streams) {
      switch (how) {
        case HALF_OPEN -> stream.silent = true;
        case GONE, CLOSED -> close(stream);
        case NORMAL -> {}
      }
    }
  }

  /// Nobody answers, and every connection breaks.
  public void down(boolean away) {
    down = away;
    if (away) {
      streams.forEach(ClusterProxy::close);
    }
  }

  @Override
  public void close() {
    down(true);
    server.stop(0);
    http.shutdownNow();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (down) {
        return;
      }
      if ("websocket".equalsIgnoreCase(exchange.getRequestHeaders().getFirst("Upgrade"))) {
        exchange.sendResponseHeaders(200, -1); // The client goes on with plain HTTP.
        return;
      }
      URI uri = exchange.getRequestURI();
      var request = HttpRequest.newBuilder(URI.create(upstream + uri));
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> {
            if (!HOP.contains(name.toLowerCase(java.util.Locale.ROOT))) {
              values.forEach(value -> request.header(name, value));
            }
          });
      byte[] body = exchange.getRequestBody().readAllBytes();
      request.method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
      var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      String query = uri.getRawQuery() == null ? "" : uri.getRawQuery();
      calls.add(new Call(exchange.getRequestMethod(), uri.getPath(), query, answer.statusCode()));
      boolean watch = query.contains("watch=true") || query.contains("watch=1");
      relay(exchange, answer, watch && answer.statusCode() == 200);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void relay(HttpExchange exchange, HttpResponse<InputStream> answer, boolean watch)
      throws IOException {
    answer
        .headers()
        .firstValue("content-type")
        .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
    try (InputStream from = answer.body()) {
      exchange.sendResponseHeaders(answer.statusCode(), 0);
      try (OutputStream to = exchange.getResponseBody()) {
        if (watch) {
          stream(from, to);
        } else {
          from.transferTo(to);
        }
      }
    }
  }

  private void stream(InputStream from, OutputStream to) throws IOException {
    var stream = new Stream(from);
    if (watches == Watches.GONE) {
      to.write(GONE.strip().concat("\n").getBytes(StandardCharsets.UTF_8));
      return;
    }
    if (watches == Watches.CLOSED) {
      return;
    }
    streams.add(stream);
    try {
      to.flush();
      var buffer = new byte[16 * 1024];
      int read;
      while ((read = from.read(buffer)) >= 0) {
        if (!stream.silent) {
          to.write(buffer, 0, read);
          to.flush();
        }
      }
    } catch (IOException e) {
      if (watches == Watches.GONE) {
        to.write(GONE.strip().concat("\n").getBytes(StandardCharsets.UTF_8));
      }
    } finally {
      streams.remove(stream);
    }
  }

  private static void close(Stream stream) {
    try {
      stream.from.close();
    } catch (IOException e) {
      // It is closed already.
    }
  }

  private static SSLContext trusting(Path ca) throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(ca)) {
      store.setCertificateEntry(
          "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }
}
