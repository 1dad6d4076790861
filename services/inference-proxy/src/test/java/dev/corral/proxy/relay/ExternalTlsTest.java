package dev.corral.proxy.relay;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.proxy.Authority;
import dev.corral.proxy.Scene;
import dev.corral.proxy.ScriptedEngine;
import dev.corral.proxy.World;
import dev.corral.proxy.image.Samples;
import dev.corral.proxy.upstream.Addresses;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Servers elsewhere over real TLS: which certificates are believed, for chat and for pictures, and
/// what the server is told about the name that is meant.
@QuarkusTest
@QuarkusTestResource(World.class)
@TestProfile(ExternalTlsTest.Trusting.class)
class ExternalTlsTest {
  private static final String ANSWER =
      "{\"choices\":[{\"message\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1}}";

  /// The proxy believes one authority, and knows where the servers are.
  public static final class Trusting implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      try {
        Authority believed = new Authority("believed");
        Path file = Files.writeString(Files.createTempFile("authority", ".pem"), believed.pem());
        return Map.of(
            "corral.external.ca-file",
            file.toString(),
            "test.tls.right",
            believed.store("right.corral.test"),
            "test.tls.misnamed",
            believed.store("right.corral.test"),
            "test.tls.stranger",
            new Authority("believed").store("stranger.corral.test"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Set<Class<?>> getEnabledAlternatives() {
      return Set.of(Names.class);
    }
  }

  /// All names of this test are this machine's.
  @Alternative
  @Singleton
  public static final class Names implements Addresses {
    @Override
    public List<InetAddress> of(String name) throws UnknownHostException {
      return name.endsWith(".corral.test")
          ? List.of(InetAddress.getLoopbackAddress())
          : Addresses.system().of(name);
    }
  }

  private static final Map<String, ScriptedEngine> SERVERS = new HashMap<>();

  @BeforeAll
  static void publish() throws IOException {
    for (String server : List.of("right", "misnamed", "stranger")) {
      ScriptedEngine engine =
          new ScriptedEngine(Authority.server(Scene.setting("test.tls." + server)));
      SERVERS.put(server, engine);
      engine.script("tls-" + server, ExternalTlsTest::answer);
      Files.writeString(
          Path.of(Scene.setting("corral.external.endpoints-dir")).resolve(server + ".json"),
          "{\"url\":\"https://%s.corral.test:%d/v1\",\"dialect\":\"openai\",\"auth\":\"bearer\",\"token\":\"tls-token\"}"
              .formatted(server, engine.port()));
      Scene.model(
          "tls-" + server,
          "alice",
          true,
          Map.of(
              "corral.dev/dialect",
              "openai",
              "corral.dev/upstream-url",
              "https://nobody.corral.test/v1",
              "corral.dev/upstream-auth",
              server));
    }
  }

  @AfterAll
  static void close() throws IOException {
    for (ScriptedEngine engine : SERVERS.values()) {
      engine.close();
    }
  }

  private static ScriptedEngine server(String name) {
    return Objects.requireNonNull(SERVERS.get(name));
  }

  private static void answer(ScriptedEngine.Call call) throws IOException {
    if (!call.head().toLowerCase(Locale.ROOT).contains("authorization: bearer tls-token")) {
      call.whole(401, "{}");
    } else if (call.head().startsWith("POST /v1/images/generations ")) {
      call.whole(
          200,
          "{\"data\":[{\"b64_json\":\"%s\"}]}"
              .formatted(Base64.getEncoder().encodeToString(Samples.png(64, 64))));
    } else {
      call.whole(200, ANSWER);
    }
  }

  @BeforeEach
  void seen() {
    for (String server : SERVERS.keySet()) {
      await()
          .ignoreExceptions()
          .until(() -> given().get("/v1/models/tls-" + server).statusCode() == 200);
    }
  }

  private static RequestSpecification given() {
    return RestAssured.given()
        .header("authorization", "Bearer " + Scene.KEY)
        .contentType("application/json");
  }

  private static Response chat(String server) {
    return given()
        .body(
            "{\"model\":\"tls-%s\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"
                .formatted(server))
        .post("/v1/chat/completions");
  }

  private static Response picture(String server) {
    return given()
        .body("{\"model\":\"tls-%s\",\"prompt\":\"a cat\"}".formatted(server))
        .post("/v1/images/generations");
  }

  @Test
  void aServerOfABelievedAuthorityUnderItsOwnNameAnswers() {
    chat("right").then().statusCode(200).body("choices[0].message.content", is("hi"));
    picture("right").then().statusCode(200).body("size", is("64x64"));
    List<ScriptedEngine.Call> calls = server("right").calls("tls-right");
    assertEquals(2, calls.size());
    for (ScriptedEngine.Call call : calls) {
      ExtendedSSLSession session = (ExtendedSSLSession) ((SSLSocket) call.socket()).getSession();
      assertEquals(
          List.of(new SNIHostName("right.corral.test")), session.getRequestedServerNames());
      String host = "host: right.corral.test:" + server("right").port();
      assertTrue(call.head().toLowerCase(Locale.ROOT).contains(host), call.head());
    }
  }

  @Test
  void anotherNameOrAnUnknownAuthorityGetsNothing() {
    for (String server : List.of("misnamed", "stranger")) {
      chat(server).then().statusCode(503).body("error.code", is("engine_unavailable"));
      picture(server).then().statusCode(503).body("error.code", is("engine_unavailable"));
      assertTrue(server(server).calls("tls-" + server).isEmpty(), "nothing was sent");
    }
  }
}
