package dev.corral.gateway.edge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.gateway.world.Raw;
import dev.corral.gateway.world.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.config.EncoderConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@QuarkusTest
@QuarkusTestResource(World.class)
class BadInputTest {
  private static final String GOOD = "\"name\":\"x\",\"source\":\"ollama://x\"";

  private record Case(String body, int status, String code, String field) {}

  @BeforeEach
  void emptyWorld() {
    World.DISPATCHER.clear();
  }

  @TestFactory
  Stream<DynamicTest> aBodyThatDoesNotFitIsRefusedByCodeAndField() {
    List<Case> cases = new ArrayList<>();
    for (String owned :
        List.of("owner", "state", "phase", "uid", "role", "cost", "status", "gpus")) {
      cases.add(new Case("{" + GOOD + ",\"" + owned + "\":\"x\"}", 400, "unknown_field", owned));
    }
    for (String url : List.of("api_base", "base_url", "user_config", "endpoint", "callback_url")) {
      cases.add(
          new Case(
              "{" + GOOD + ",\"" + url + "\":{\"api_base\":\"http://169.254.169.254\"}}",
              400,
              "unknown_field",
              url));
    }
    cases.add(
        new Case("{" + GOOD + ",\"maxReplicas\":\"2\"}", 400, "invalid_field", "maxReplicas"));
    cases.add(new Case("{" + GOOD + ",\"maxReplicas\":1.5}", 400, "invalid_field", "maxReplicas"));
    cases.add(
        new Case("{" + GOOD + ",\"maxReplicas\":1e400}", 400, "invalid_field", "maxReplicas"));
    cases.add(new Case("{" + GOOD + ",\"maxReplicas\":99}", 400, "invalid_field", "maxReplicas"));
    cases.add(new Case("{" + GOOD + ",\"minReplicas\":-1}", 400, "invalid_field", "minReplicas"));
    cases.add(new Case("{" + GOOD + ",\"sharedWith\":\"a\"}", 400, "invalid_field", "sharedWith"));
    cases.add(
        new Case("{" + GOOD + ",\"sharedWith\":[\"a\",1]}", 400, "invalid_field", "sharedWith[1]"));
    cases.add(
        new Case(
            "{" + GOOD + ",\"sharedWith\":[\"a\",null]}", 400, "invalid_field", "sharedWith[1]"));
    cases.add(
        new Case("{" + GOOD + ",\"sharedWith\":[\"a,b\"]}", 400, "invalid_field", "sharedWith[0]"));
    cases.add(
        new Case(
            "{" + GOOD + ",\"idleTimeout\":\"5 minutes\"}", 400, "invalid_field", "idleTimeout"));
    cases.add(new Case("{" + GOOD + ",\"engine\":\"bash\"}", 400, "invalid_field", "engine"));
    cases.add(new Case("{\"name\":5,\"source\":\"ollama://x\"}", 400, "invalid_field", "name"));
    cases.add(new Case("{\"name\":true,\"source\":\"ollama://x\"}", 400, "invalid_field", "name"));
    cases.add(new Case("{\"name\":null,\"source\":\"ollama://x\"}", 400, "invalid_field", "name"));
    cases.add(new Case("{\"source\":\"ollama://x\"}", 400, "invalid_field", "name"));
    for (String name :
        List.of(
            "",
            "A",
            "a_b",
            "-a",
            "a-",
            "a".repeat(41),
            "a".repeat(300),
            "a\\nb",
            "../x",
            "\u00e4")) {
      cases.add(
          new Case(
              "{\"name\":\"" + name + "\",\"source\":\"ollama://x\"}",
              400,
              "invalid_field",
              "name"));
    }
    for (String source :
        List.of("http://evil", "ollama:x", "ollama://", "file:///etc/passwd", "ollama://a b")) {
      cases.add(
          new Case(
              "{\"name\":\"x\",\"source\":\"" + source + "\"}", 400, "invalid_field", "source"));
    }
    cases.add(new Case("[]", 400, "invalid_field", ""));
    cases.add(new Case("\"x\"", 400, "invalid_field", ""));
    cases.add(new Case("null", 400, "invalid_field", ""));
    cases.add(new Case("", 400, "invalid_field", ""));
    cases.add(new Case("[".repeat(10_000), 400, "invalid_field", ""));
    for (String broken :
        List.of(
            "{",
            "{" + GOOD,
            "{" + GOOD + "}}",
            "{" + GOOD + "} {}",
            "{" + GOOD + ",}",
            "{" + GOOD + ",\"name\":\"y\"}",
            "// x\n{" + GOOD + "}",
            "{'name':'x'}",
            "{\"contextLength\":NaN}",
            "{\"a\":".repeat(5_000),
            "{\"name\":\"" + "a".repeat(40_000) + "\"}")) {
      cases.add(new Case(broken, 400, "malformed_json", ""));
    }
    cases.add(new Case("{\"name\":\"" + "a".repeat(70_000) + "\"}", 413, "body_too_large", ""));
    return cases.stream().map(c -> DynamicTest.dynamicTest(title(c), () -> refused(c)));
  }

  @Test
  void theVerbAndTheTypesOfBodiesAreChecked() {
    told(
        as("alice").contentType("text/plain").body("x").post("/api/v1/models"),
        415,
        "unsupported_media_type");
    told(
        as("alice").contentType("application/xml").body("<x/>").post("/api/v1/models"),
        415,
        "unsupported_media_type");
    told(
        as("alice")
            .contentType("application/json")
            .header("content-encoding", "gzip")
            .body("x")
            .post("/api/v1/models"),
        415,
        "unsupported_media_type");
    told(as("alice").put("/api/v1/models"), 405, "method_not_allowed");
    told(as("alice").delete("/api/v1/me"), 405, "method_not_allowed");
    told(as("alice").accept("text/html").get("/api/v1/me"), 406, "not_acceptable");
    told(as("alice").get("/api/v1/nothing"), 404, "not_found");
    told(as("alice").get("/API/v1/me"), 404, "not_found");
    told(as("alice").get("/internal/keys/verify"), 404, "not_found");
    told(as("alice").get("/q/metrics"), 404, "not_found");
  }

  @Test
  void queriesAreCheckedToo() {
    for (String query :
        List.of(
            "from=yesterday",
            "to=1",
            "from=-999999999-01-01T00:00:00Z",
            "groupBy=prompt",
            "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
            "from=2020-01-01T00:00:00Z&to=2026-01-01T00:00:00Z")) {
      told(as("alice").get("/api/v1/usage?" + query), 400, "invalid_field");
    }
    told(as("alice").get("/api/v1/usage?principal=bob"), 403, "forbidden");
    told(as("alice").get("/api/v1/reports/latency?principal=bob"), 403, "forbidden");
  }

  @Test
  void aBodyWithoutAnEndIsCutAtTheLimit() throws IOException {
    String head =
        "POST /api/v1/models HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Transfer-Encoding: chunked\r\n\r\n";
    String chunk = "4000\r\n" + "a".repeat(0x4000) + "\r\n";
    String response = Raw.send(head + chunk.repeat(5));
    assertThat(Raw.status(response)).isEqualTo(413);
    assertThat(response).contains("\"code\":\"body_too_large\"");
  }

  @Test
  void aBodyThatNeverComesIsNotWaitedFor() throws IOException {
    String response =
        Raw.send(
            "POST /api/v1/models HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 10\r\n\r\n{");
    assertThat(Raw.status(response)).isEqualTo(408);
    assertThat(response).contains("\"code\":\"request_timeout\"");
  }

  @Test
  void aDeclaredLengthOverTheLimitIsRefusedBeforeTheBodyCame() throws IOException {
    String response =
        Raw.send(
            "POST /api/v1/models HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 2000000000\r\n\r\n");
    assertThat(Raw.status(response)).isEqualTo(413);
  }

  private static void refused(Case c) {
    Response response =
        as("alice").contentType("application/json").body(c.body).post("/api/v1/models");
    told(response, c.status, c.code);
    if (c.code.endsWith("_field")) {
      assertThat(response.<String>path("errors[0].field")).isEqualTo(c.field);
    }
    assertThat(World.DISPATCHER.changes()).isEmpty();
  }

  private static void told(Response response, int status, String code) {
    assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
    assertThat(response.contentType()).startsWith("application/problem+json");
    assertThat(response.<String>path("code")).isEqualTo(code);
    assertThat(response.<String>path("type")).isEqualTo("https://corral.dev/problems/" + code);
    assertThat(response.<Integer>path("status")).isEqualTo(status);
    assertThat(response.<String>path("requestId")).isEqualTo(response.header("x-request-id"));
    assertThat(response.asString().length()).isLessThan(900);
    assertThat(response.asString())
        .doesNotContainIgnoringCase("exception")
        .doesNotContain("dev.corral.gateway", "com.fasterxml", "java.");
  }

  private static String title(Case c) {
    String shown = c.body.replaceAll("\\p{Cntrl}", "?");
    return c.code + " " + shown.substring(0, Math.min(60, shown.length()));
  }

  private static RequestSpecification as(String person) {
    return given()
        .config(
            RestAssuredConfig.config()
                .encoderConfig(
                    EncoderConfig.encoderConfig()
                        .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                        .encodeContentTypeAs(
                            "application/xml", io.restassured.http.ContentType.TEXT)))
        .auth()
        .oauth2(World.PEOPLE.token(person, "corral-user"));
  }
}
