package dev.corral.gateway.datapath;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.corral.gateway.world.Follower;
import dev.corral.gateway.world.Gateway;
import dev.corral.gateway.world.Raw;
import dev.corral.gateway.world.TestProxy;
import dev.corral.gateway.world.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.http.HttpServerResponse;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(World.class)
class CarryTest {
  private static final Duration SOON = Duration.ofSeconds(10);

  @BeforeEach
  void quiet() {
    World.PROXY.seen.clear();
    World.PROXY.disconnects.set(0);
    World.PROXY.open = null;
  }

  @Test
  void eachPieceOfAStreamArrivesWhenItIsSent() throws Exception {
    for (String path : List.of("/v1/stream", "/ollama/api/stream")) {
      World.PROXY.open = null;
      try (Follower client = Follower.open(path, "crl_aaaaaaaaaaaa_secret")) {
        await().atMost(SOON).until(() -> client.lines.contains("data: one"));
        assertThat(client.hasEnded()).isFalse();
        assertThat(client.response().headers().firstValue("x-corral-model")).contains("tiny");
        assertThat(client.response().headers().firstValue("content-encoding")).isEmpty();
        HttpServerResponse open = Objects.requireNonNull(World.PROXY.open);
        open.write("data: two\n\n");
        await().atMost(SOON).until(() -> client.lines.contains("data: two"));
        open.end("data: [DONE]\n\n");
        await().atMost(SOON).until(client::hasEnded);
        assertThat(client.lines).contains("data: [DONE]").doesNotContain("broken");
      }
    }
    assertThat(World.PROXY.seen)
        .extracting(s -> s.headers().get("authorization"))
        .containsOnly("Bearer crl_aaaaaaaaaaaa_secret");
  }

  @Test
  void aClientThatGoesTakesTheUpstreamWithIt() throws Exception {
    Follower client = Follower.open("/v1/stream", "x");
    await().atMost(SOON).until(() -> client.lines.contains("data: one"));
    client.close();
    await().atMost(Duration.ofSeconds(2)).until(() -> World.PROXY.disconnects.get() > 0);
  }

  @Test
  void alsoWhileTheUpstreamHasNotAnsweredYet() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", Gateway.port())) {
      socket
          .getOutputStream()
          .write(
              "POST /v1/silent HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}"
                  .getBytes(StandardCharsets.US_ASCII));
      await().atMost(SOON).until(() -> !World.PROXY.seen.isEmpty());
    }
    await().atMost(Duration.ofSeconds(2)).until(() -> World.PROXY.disconnects.get() > 0);
  }

  @Test
  void anUpstreamThatBreaksIsNeverACleanEnd() throws Exception {
    try (Follower client = Follower.open("/v1/break", "x")) {
      await().atMost(SOON).until(client::hasEnded);
      assertThat(client.lines).contains("broken");
    }
  }

  @Test
  void aReaderThatStopsHoldsTheWriterBack() throws Exception {
    long before = World.PROXY.produced.get();
    try (Socket socket = new Socket("127.0.0.1", Gateway.port())) {
      socket.setReceiveBufferSize(64 << 10);
      socket
          .getOutputStream()
          .write(
              "GET /v1/flood HTTP/1.1\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      assertThat(in.read()).isPositive();
      await()
          .atMost(SOON)
          .pollInterval(Duration.ofMillis(400))
          .until(() -> {
            long was = World.PROXY.produced.get();
            java.util.concurrent.locks.LockSupport.parkNanos(300_000_000L);
            return was == World.PROXY.produced.get();
          });
      assertThat(World.PROXY.produced.get() - before).isLessThan(32L << 20);
    }
    await().atMost(Duration.ofSeconds(5)).until(() -> World.PROXY.disconnects.get() > 0);
  }

  @Test
  void nothingThatCouldPretendToComeFromInsideGoesThrough() {
    given()
        .header("x-corral-principal", "root")
        .header("x-corral-groups", "corral-admin")
        .header("x-corral-idle-timeout", "5m")
        .header("x-forwarded-for", "10.0.0.1")
        .header("x-forwarded-host", "evil")
        .header("forwarded", "for=10.0.0.1")
        .header("x-real-ip", "10.0.0.1")
        .header("baggage", "a=b")
        .header("cookie", "a=b")
        .header("te", "trailers")
        .header("connection", "x-secret-hop")
        .header("x-secret-hop", "1")
        .header("x-api-key", "kept-for-the-proxy-to-judge")
        .header("accept-encoding", "gzip, br")
        .header("x-request-id", "0123456789abcdef")
        .get("/v1/models?limit=2");
    TestProxy.Seen seen = World.PROXY.seen.getFirst();
    assertThat(seen.uri()).isEqualTo("/v1/models?limit=2");
    assertThat(seen.headers().names().stream().map(n -> n.toLowerCase(java.util.Locale.ROOT)))
        .doesNotContain(
            "x-corral-principal",
            "x-corral-groups",
            "x-forwarded-for",
            "x-forwarded-host",
            "forwarded",
            "x-real-ip",
            "baggage",
            "cookie",
            "te",
            "x-secret-hop",
            "accept-encoding")
        .contains("x-corral-idle-timeout", "x-api-key");
    assertThat(seen.headers().getAll("x-request-id")).containsExactly("0123456789abcdef");
    assertThat(seen.headers().get("host")).startsWith("127.0.0.1:");
  }

  @Test
  void theAnswerComesBackAsItIsButForTheHops() {
    Response echo =
        given().body("x".repeat(300_000)).contentType("application/json").post("/v1/echo");
    assertThat(echo.statusCode()).isEqualTo(200);
    assertThat(echo.<Integer>path("bytes")).isEqualTo(300_000);
    assertThat(echo.header("x-private")).isNull();
    assertThat(echo.header("set-cookie")).isNull();
    Response refused = given().get("/v1/refused");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.header("retry-after")).isEqualTo("7");
  }

  @Test
  void silenceIsAnErrorInTheDialect() {
    Response openai = given().body("{}").post("/v1/silent");
    assertThat(openai.statusCode()).isEqualTo(504);
    assertThat(openai.<String>path("error.code")).isEqualTo("upstream_unavailable");
    assertThat(openai.<String>path("error.message"))
        .isEqualTo("The inference-proxy does not answer.");
  }

  @Test
  void refusalsOfTheEdgeAreInTheDialectToo() throws Exception {
    assertThat(Raw.send("GET /v1//x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .contains("{\"error\":{\"message\":");
    assertThat(
            Raw.send(
                "GET /ollama/api/%2e HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .contains("{\"error\":\"The path is ambiguous.\"}");
    assertThat(
            Raw.send(
                "GET /v1/messages/%2e HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
        .contains("{\"type\":\"error\",\"error\":{\"type\":\"api_error\"");
  }

  @Test
  void connectionsAreUsedAgain() {
    for (int i = 0; i < 200; i++) {
      assertThat(given().get("/v1/models").statusCode()).isEqualTo(200);
    }
  }
}
