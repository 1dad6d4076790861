package dev.corral.local.cloud.aws;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// Serves several AWS APIs on one port of 127.0.0.1; a request's own shape says whose it is.
public final class AwsServer {
  private static final int THREADS = 64;
  private static final int BACKLOG = 128;

  private final int port;
  private final List<AwsApi> apis;
  private @Nullable HttpServer server;
  private @Nullable ExecutorService threads;

  /// @param apis in the order in which they are asked whether a request is theirs
  public AwsServer(int port, List<AwsApi> apis) {
    this.port = port;
    this.apis = List.copyOf(apis);
  }

  /// Serves until stopped.
  public void start() throws IOException {
    limitSlowCallers();
    var address = new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port);
    var http = HttpServer.create(address, BACKLOG);
    var pool = Executors.newFixedThreadPool(THREADS, Thread.ofPlatform().daemon().factory());
    http.setExecutor(pool);
    http.createContext("/", this::handle);
    http.start();
    server = http;
    threads = pool;
  }

  /// Open exchanges are cut off: every change is on disk before it is answered.
  public void stop() {
    if (server != null) {
      server.stop(0);
    }
    if (threads != null) {
      threads.shutdownNow();
    }
  }

  /// The JDK's server waits for ever unless told otherwise, before its class is loaded.
  private static void limitSlowCallers() {
    System.setProperty("sun.net.httpserver.maxReqTime", "20");
    System.setProperty("sun.net.httpserver.maxRspTime", "600");
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      send(exchange, answer(exchange));
    }
  }

  private AwsAnswer answer(HttpExchange exchange) {
    try {
      var request = AwsRequest.of(exchange);
      for (var api : apis) {
        if (api.owns(request)) {
          return api.answer(request);
        }
      }
      return fault(404, "UnknownOperationException");
    } catch (AwsFault e) {
      return fault(e.status(), e.code());
    } catch (IOException | RuntimeException e) {
      e.printStackTrace();
      return fault(500, "InternalFailure");
    }
  }

  /// For requests that no service claims: what AWS's own front answers.
  private static AwsAnswer fault(int status, String code) {
    var body = JsonNodeFactory.instance.objectNode().put("__type", code);
    return AwsAnswer.json(status, "application/json", body);
  }

  private static void send(HttpExchange exchange, AwsAnswer answer) throws IOException {
    answer.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.getResponseHeaders().set("x-amzn-RequestId", UUID.randomUUID().toString());
    switch (answer.body()) {
      case AwsAnswer.Whole whole -> {
        var body = whole.bytes();
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
      }
      case AwsAnswer.Stream stream -> {
        exchange.sendResponseHeaders(answer.status(), 0);
        stream.write(exchange.getResponseBody());
      }
    }
  }
}
