package dev.corral.dispatcher.discovery;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/// The control plane of Bedrock over HTTP, as far as the real client asks it: every list can be
/// scripted.
final class BedrockWire implements AutoCloseable {
  static final Map<String, String> PATHS =
      Map.of(
          "foundation-models", "/foundation-models",
          "inference-profiles", "/inference-profiles",
          "custom-models", "/custom-models",
          "custom-model-deployments", "/model-customization/custom-model-deployments",
          "provisioned-model-throughputs", "/provisioned-model-throughputs",
          "imported-models", "/imported-models");

  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
  private final HttpServer server;

  /// Answers one request.
  @FunctionalInterface
  interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  BedrockWire() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          asked.computeIfAbsent(path, any -> new AtomicInteger()).incrementAndGet();
          answers.getOrDefault(path, json(200, "{}")).to(exchange);
        });
    server.start();
  }

  /// All lists from the files of a folder; a file that is missing is an empty list.
  static BedrockWire of(Path folder) {
    var wire = new BedrockWire();
    PATHS.forEach((name, path) -> {
      Path file = folder.resolve(name + ".json");
      if (Files.exists(file)) {
        wire.on(name, file(file));
      }
    });
    return wire;
  }

  BedrockWire on(String list, Answer answer) {
    answers.put(PATHS.get(list), answer);
    return this;
  }

  int asked(String list) {
    var count = asked.get(PATHS.get(list));
    return count == null ? 0 : count.get();
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  AwsClients clients() {
    return new AwsClients(
        "eu-central-1",
        Optional.of(endpoint()),
        StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")),
        new AwsClients.Times(
            Duration.ofSeconds(2), Duration.ofMillis(1500), Duration.ofSeconds(30)));
  }

  Answers ask(Duration deadline) {
    try (var client = clients().bedrock()) {
      return new BedrockCatalogue(client, deadline).ask();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }

  static Answer json(int status, String body) {
    return exchange -> send(exchange, status, body.getBytes(StandardCharsets.UTF_8));
  }

  static Answer refusal(int status, String code, String message) {
    return exchange -> {
      exchange.getResponseHeaders().add("x-amzn-ErrorType", code);
      send(
          exchange,
          status,
          "{\"message\":\"%s\"}".formatted(message).getBytes(StandardCharsets.UTF_8));
    };
  }

  /// Each request gets the next answer, the last one stays.
  static Answer inTurn(List<Answer> all) {
    var next = new AtomicInteger();
    return exchange -> all.get(Math.min(next.getAndIncrement(), all.size() - 1)).to(exchange);
  }

  private static Answer file(Path file) {
    return exchange -> {
      byte[] body = Files.readAllBytes(file);
      String query = exchange.getRequestURI().getQuery();
      String type = query != null && query.contains("type=APPLICATION") ? "APPLICATION" : "SYSTEM_";
      boolean typed = query != null && query.contains("type=");
      send(exchange, 200, typed ? ofType(body, type) : body);
    };
  }

  /// Only the profiles of one type, as AWS filters them.
  private static byte[] ofType(byte[] body, String type) throws IOException {
    var mapper = new com.fasterxml.jackson.databind.ObjectMapper();
    var tree = mapper.readTree(body);
    var all = (com.fasterxml.jackson.databind.node.ArrayNode) tree.get("inferenceProfileSummaries");
    for (int i = all.size() - 1; i >= 0; i--) {
      if (!all.get(i).path("type").asText("SYSTEM_").startsWith(type)) {
        all.remove(i);
      }
    }
    return mapper.writeValueAsBytes(tree);
  }

  static void send(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
