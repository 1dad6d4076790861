package dev.corral.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import dev.corral.gateway.problem.Problem;
import dev.corral.gateway.problem.ProblemException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UpstreamTest {
  private record Calls(
      Duration connectTimeout,
      Duration readTimeout,
      Duration changeTimeout,
      int readRetries,
      Duration retryPause)
      implements UpstreamConfig.Calls {}

  private record Thing(String name) {}

  private final WireMockServer server =
      new WireMockServer(WireMockConfiguration.options().dynamicPort().bindAddress("127.0.0.1"));

  @BeforeEach
  void start() {
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void aReadThatFailsInPassingIsTriedAgain() {
    server.stubFor(
        WireMock.get("/x")
            .inScenario("s")
            .whenScenarioStateIs("Started")
            .willReturn(WireMock.status(503))
            .willSetStateTo("2"));
    server.stubFor(
        WireMock.get("/x")
            .inScenario("s")
            .whenScenarioStateIs("2")
            .willReturn(WireMock.aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER))
            .willSetStateTo("3"));
    server.stubFor(
        WireMock.get("/x")
            .inScenario("s")
            .whenScenarioStateIs("3")
            .willReturn(WireMock.okJson("{\"name\":\"a\",\"new\":1}")));
    assertThat(upstream().get("/x", "alice", Thing.class)).isEqualTo(new Thing("a"));
    server.verify(
        3,
        WireMock.getRequestedFor(WireMock.urlEqualTo("/x"))
            .withHeader("x-corral-principal", WireMock.equalTo("alice")));
  }

  @Test
  void triesEnd() {
    server.stubFor(
        WireMock.get("/x").willReturn(WireMock.status(503).withHeader("retry-after", "9")));
    assertThat(problem(() -> upstream().get("/x", "alice", Thing.class)))
        .isEqualTo(new Problem.UpstreamUnavailable("thing", 9));
    server.verify(3, WireMock.getRequestedFor(WireMock.urlEqualTo("/x")));
  }

  @Test
  void aChangeIsNeverTriedAgain() {
    server.stubFor(WireMock.post("/x").willReturn(WireMock.status(503)));
    assertThat(problem(this::change)).isInstanceOf(Problem.UpstreamUnavailable.class);
    server.stubFor(
        WireMock.post("/x").willReturn(WireMock.aResponse().withFault(Fault.EMPTY_RESPONSE)));
    assertThat(problem(this::change)).isInstanceOf(Problem.UpstreamUnavailable.class);
    server.verify(2, WireMock.postRequestedFor(WireMock.urlEqualTo("/x")));
  }

  @Test
  void nobodyIsWaitedForLongerThanAgreed() {
    server.stubFor(WireMock.post("/x").willReturn(WireMock.okJson("{}").withFixedDelay(5_000)));
    server.stubFor(
        WireMock.get("/x")
            .willReturn(
                WireMock.okJson("{\"name\":\"slow\"}").withChunkedDribbleDelay(10, 20_000)));
    long begin = System.nanoTime();
    assertThat(problem(this::change)).isInstanceOf(Problem.UpstreamUnavailable.class);
    assertThat(problem(() -> upstream().get("/x", "alice", Thing.class)))
        .isInstanceOf(Problem.UpstreamUnavailable.class);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
  }

  @Test
  void nobodyThereIsTheSameAsNoAnswer() {
    server.stop();
    assertThat(problem(() -> upstream().get("/x", "alice", Thing.class)))
        .isEqualTo(new Problem.UpstreamUnavailable("thing", 2));
  }

  @Test
  void whatIsRefusedIsToldInOurWords() {
    assertThat(told(404, "{\"detail\":\"secret\"}")).isEqualTo(new Problem.NotFound());
    assertThat(told(409, "{\"code\":\"name_taken\",\"detail\":\"by bob\"}"))
        .isEqualTo(new Problem.NameTaken("Choose another name."));
    assertThat(
            told(
                400,
                "{\"code\":\"invalid_field\",\"errors\":[{\"field\":\"a\",\"message\":\"b\\u0007"
                    + "x".repeat(900)
                    + "\"}]}"))
        .isEqualTo(new Problem.InvalidField("a", "b " + "x".repeat(298)));
    assertThat(told(400, "<html>")).isEqualTo(new Problem.BadRequest("It was refused."));
    assertThat(told(401, "{}")).isInstanceOf(Problem.UpstreamUnavailable.class);
    assertThat(told(302, "")).isInstanceOf(Problem.UpstreamUnavailable.class);
    assertThat(told(200, "<html>")).isInstanceOf(Problem.UpstreamUnavailable.class);
    assertThat(told(500, "java.lang.Secret"))
        .isEqualTo(new Problem.UpstreamUnavailable("thing", 2));
  }

  @Test
  void theTokenIsReadAgainAfterAMinute() throws Exception {
    Path file = Files.writeString(Files.createTempFile("token", ""), "first\n");
    Instant[] now = {Instant.parse("2026-11-20T20:00:00Z")};
    ServiceToken token = new ServiceToken(Optional.of(file), settable(now));
    assertThat(token.value()).contains("first");
    Files.writeString(file, "second");
    assertThat(token.value()).contains("first");
    now[0] = now[0].plusSeconds(61);
    assertThat(token.value()).contains("second");
  }

  private static Clock settable(Instant[] now) {
    return new Clock() {
      @Override
      public java.time.ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(java.time.ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now[0];
      }
    };
  }

  private Problem told(int status, String body) {
    ResponseDefinitionBuilder answer = WireMock.aResponse().withStatus(status).withBody(body);
    server.stubFor(
        WireMock.post("/x").willReturn(answer.withHeader("location", "http://127.0.0.1:1/")));
    return problem(this::change);
  }

  private void change() {
    upstream().change("POST", "/x", "alice", Map.of("a", 1), Thing.class);
  }

  private static Problem problem(Runnable call) {
    Problem[] found = new Problem[1];
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(ProblemException.class, e -> found[0] = e.problem());
    return found[0];
  }

  private Upstream upstream() {
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofMillis(500))
            .build();
    return new Upstream(
        "thing",
        server.isRunning() ? server.baseUrl() : "http://127.0.0.1:1",
        http,
        new ServiceToken(Optional.empty(), Clock.systemUTC()),
        new Calls(
            Duration.ofMillis(500),
            Duration.ofMillis(500),
            Duration.ofMillis(500),
            2,
            Duration.ofMillis(5)));
  }
}
