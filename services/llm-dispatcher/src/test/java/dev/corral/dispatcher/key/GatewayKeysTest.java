package dev.corral.dispatcher.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatewayKeysTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final KeyRegistry.Registration KEY =
      new KeyRegistry.Registration(
          "chat", "alice", List.of("tiny"), "0123456789ab", "ab".repeat(32));

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final AtomicInteger status = new AtomicInteger(204);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        call -> {
          try (call) {
            String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            seen.add(
                call.getRequestMethod()
                    + " "
                    + call.getRequestURI()
                    + " "
                    + call.getRequestHeaders().getFirst("Authorization")
                    + " "
                    + body);
            call.sendResponseHeaders(status.get(), -1);
          }
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aKeyIsToldWithOurTokenAndForgottenAgain() throws IOException {
    GatewayKeys keys = keys();
    keys.register("uid-1", KEY);
    keys.revoke("uid-1");
    assertThat(seen).hasSize(2);
    assertThat(seen.getFirst()).startsWith("PUT /internal/app-keys/uid-1 Bearer own ");
    assertThat(seen.getLast()).isEqualTo("DELETE /internal/app-keys/uid-1 Bearer own ");
    String body = seen.getFirst().substring(seen.getFirst().indexOf('{'));
    assertThat(fields(JSON.readTree(body)))
        .isEqualTo(
            fields(
                JSON.readTree(
                    new File(
                        "../gateway/src/main/contract/examples/registerAppKey.request.json"))));
  }

  @Test
  void whatIsNotCertainIsAnErrorThatSaysWhy() {
    status.set(503);
    assertThatThrownBy(() -> keys().register("u", KEY)).hasMessageContaining("answers 503");
    server.stop(0);
    assertThatThrownBy(() -> keys().revoke("u")).hasMessageContaining("does not answer");
    var nowhere = new GatewayKeys(HttpClient.newHttpClient(), Optional.empty(), Optional::empty);
    assertThatThrownBy(() -> nowhere.register("u", KEY))
        .hasMessageContaining("corral.gateway.internal-url");
  }

  private GatewayKeys keys() {
    URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new GatewayKeys(HttpClient.newHttpClient(), Optional.of(url), () -> Optional.of("own"));
  }

  private static List<String> fields(JsonNode object) {
    return object.properties().stream().map(java.util.Map.Entry::getKey).toList();
  }
}
