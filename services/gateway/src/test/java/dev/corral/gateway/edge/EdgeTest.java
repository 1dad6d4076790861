package dev.corral.gateway.edge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.gateway.world.Gateway;
import dev.corral.gateway.world.Raw;
import dev.corral.gateway.world.TestProxy;
import dev.corral.gateway.world.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(World.class)
class EdgeTest {
  private static final String[] PIECES = {
    "/",
    "//",
    "..",
    ".",
    "%2e",
    "%2E%2e",
    "%2f",
    "%5c",
    "\\",
    ";a=b",
    "v1",
    "V1",
    "api",
    "ollama",
    "models",
    "me",
    "%00",
    "%0d%0a",
    "%c0%ae",
    "%41",
    "a",
    "%25",
    "%zz",
    "%",
    "q",
    "internal",
    "\u00e4",
    "console-config.json"
  };

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/assets/probe-0a1b2c3d.js",
        "/console-config.json",
        "/api/v1/me",
        "/api/v1/nothing",
        "/v1/models",
        "/ollama/api/tags",
        "/nothing.js",
        "/api//v1"
      })
  void everyResponseHasTheHeadersThatProtectABrowser(String path) throws IOException {
    String response =
        Raw.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    String head =
        response.substring(0, response.indexOf("\r\n\r\n")).toLowerCase(java.util.Locale.ROOT);
    assertThat(head)
        .contains(
            "content-security-policy: default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; ")
        .contains("img-src 'self' data: blob:; connect-src 'self' " + World.PEOPLE.url() + ";")
        .contains(
            "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self' "
                + World.PEOPLE.url())
        .contains("x-content-type-options: nosniff")
        .contains("referrer-policy: no-referrer")
        .contains("permissions-policy: ")
        .contains("cross-origin-opener-policy: same-origin")
        .contains("x-request-id: ")
        .doesNotContain("strict-transport-security", "access-control-", "server:", "x-powered-by");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "localhost.evil.example",
        "localhost/?",
        "localhost/#",
        "localhost:443@evil",
        "evil@localhost",
        "",
        " ",
        "localhost:",
        "localhost:99999999",
        "local host",
        "127.0.0.1.nip.io",
        "0x7f.1",
        "[::1]"
      })
  void aForeignHostIsNotServed(String host) throws IOException {
    for (String path : List.of("/", "/api/v1/me", "/v1/models", "/console-config.json")) {
      assertThat(Raw.get(path, host)).as(path).isIn(421, 400);
    }
  }

  @Test
  void twoHostsOrNoneAreNotServed() throws IOException {
    assertThat(
            Raw.status(
                Raw.send(
                    "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\nConnection: close\r\n\r\n")))
        .isIn(421, 400);
    assertThat(Raw.status(Raw.send("GET / HTTP/1.1\r\nConnection: close\r\n\r\n"))).isIn(421, 400);
  }

  @Test
  void ownHostsAreServedOnAnyPort() throws IOException {
    for (String host :
        List.of("localhost", "LOCALHOST", "127.0.0.1", "localhost:8080", "127.0.0.1:1")) {
      assertThat(Raw.get("/console-config.json", host)).as(host).isEqualTo(200);
    }
  }

  @Test
  void headersThatRewriteARequestAreNotHeard() {
    given()
        .header("x-forwarded-host", "evil.example")
        .header("x-forwarded-proto", "https")
        .header("x-original-url", "/console-config.json")
        .header("x-rewrite-url", "/console-config.json")
        .header("x-http-method-override", "DELETE")
        .get("/api/v1/me")
        .then()
        .statusCode(401);
  }

  @ParameterizedTest
  @CsvSource({
    "http://evil.example,, 403",
    "null,, 403",
    "http://localhost.evil.example,, 403",
    "https://localhost:1,, 403",
    ", cross-site, 403",
    ", same-site, 403",
    ", same-origin, 401",
    ", none, 401",
    ",, 401",
    "own,, 401",
    "own, same-origin, 401"
  })
  void anotherSiteMayNotChangeAnything(String origin, String fetchSite, int status) {
    var request = given();
    if (origin != null) {
      request.header(
          "origin", origin.equals("own") ? "http://127.0.0.1:" + Gateway.port() : origin);
    }
    if (fetchSite != null) {
      request.header("sec-fetch-site", fetchSite);
    }
    Response response = request.body("{}").contentType("application/json").post("/api/v1/keys");
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.header("access-control-allow-origin")).isNull();
  }

  @Test
  void aPreflightIsNotAnswered() {
    Response response =
        given()
            .header("origin", "http://evil.example")
            .header("access-control-request-method", "POST")
            .options("/api/v1/keys");
    assertThat(response.headers().asList())
        .noneMatch(
            h -> h.getName().toLowerCase(java.util.Locale.ROOT).startsWith("access-control"));
  }

  @Test
  void aHarmlessRequestIdIsKeptAndAnyOtherReplaced() {
    String kept = "0123456789abcdef0123";
    assertThat(given().header("x-request-id", kept).get("/api/v1/me").header("x-request-id"))
        .isEqualTo(kept);
    for (String bad :
        List.of(
            "short",
            "http://169.254.169.254/aaaaaaaaaaaaaaa",
            "a".repeat(65),
            "ABCDEF0123456789x")) {
      assertThat(given().header("x-request-id", bad).get("/api/v1/me").header("x-request-id"))
          .isNotEqualTo(bad)
          .matches("[0-9a-f-]{36}");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//v1/models",
        "/v1/../api/v1/me",
        "/v1/%2e%2e/api",
        "/v1%2fmodels",
        "/api/v1/me;jsessionid=1",
        "/api\\v1\\me",
        "/api/v1/%00",
        "/api/v1/%c0%ae%c0%ae/x",
        "/a%0d%0ab",
        "/./api/v1/me",
        "/api/v1/%252e%252e",
        "/a%",
        "/a%4",
        "http://localhost/api/v1/me",
        "/a#b",
        "/..;/x",
        "/%2e/x",
        "/\u0001"
      })
  void anAmbiguousPathIsRefused(String path) throws IOException {
    assertThat(Raw.get(path, "localhost")).isIn(400, -1);
  }

  /// Whatever the path: no error of ours, nothing for strangers, and the proxy sees the very path
  /// that was judged.
  @Test
  void randomPathsNeverConfuseTheGateway() throws IOException {
    long seed = 20_261_120L;
    Random random = new Random(seed);
    World.PROXY.seen.clear();
    for (int i = 0; i < 3_000; i++) {
      StringBuilder path = new StringBuilder("/");
      for (int n = random.nextInt(8); n > 0; n--) {
        path.append(PIECES[random.nextInt(PIECES.length)]);
        path.append(random.nextBoolean() ? "/" : "");
      }
      int status = Raw.get(path.toString(), "localhost");
      assertThat(status).as("seed %d path %s", seed, path).isIn(200, 400, 401, 404, -1);
      if (status == 200
          && !path.toString().equals("/")
          && !path.toString().startsWith("/console-config.json")) {
        assertThat(path.toString()).as("seed %d", seed).matches("/(v1|ollama)(/.*)?");
      }
    }
    assertThat(World.PROXY.seen)
        .isNotEmpty()
        .extracting(TestProxy.Seen::uri)
        .allSatisfy(uri ->
            assertThat(uri)
                .matches("/(v1|ollama)(/.*)?")
                .doesNotContain("//", "..", "%2", "%5", ";", "\\", "/./"));
  }

  @Test
  void bytesThatAreNotOneRequestAreRefused() throws IOException {
    String head = "POST /v1/echo HTTP/1.1\r\nHost: localhost\r\n";
    for (String smuggled :
        List.of(
            head + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
            head + "Transfer-Encoding: chunked\r\n\r\n+5\r\nhello\r\n0\r\n\r\n",
            head + "Transfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n",
            head + "Host : localhost\r\n\r\n",
            head + "Content-Length: -1\r\n\r\n")) {
      World.PROXY.seen.clear();
      String answer =
          Raw.send(
              smuggled
                  + "GET /v1/smuggled HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
      assertThat(Raw.status(answer)).as(smuggled).isIn(400, 502, -1);
      assertThat(World.PROXY.seen).extracting(TestProxy.Seen::uri).doesNotContain("/v1/smuggled");
    }
  }
}
