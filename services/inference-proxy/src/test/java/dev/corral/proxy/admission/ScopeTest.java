package dev.corral.proxy.admission;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.corral.proxy.Scene;
import dev.corral.proxy.World;
import dev.corral.proxy.dialect.Dialect;
import dev.corral.proxy.dialect.ImageOperation;
import dev.corral.proxy.dialect.Operation;
import dev.corral.proxy.image.Samples;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A key's scope and its end hold on every path of the closed list, asked for at once or for later.
@QuarkusTest
@QuarkusTestResource(World.class)
class ScopeTest {
  private static final String MODEL = "scoped";

  /// One request of the closed list about one model.
  record Ask(Dialect dialect, String path, boolean later) {
    private Response by(String key) {
      RequestSpecification request = RestAssured.given().header("authorization", "Bearer " + key);
      if (later) {
        request.header("prefer", "respond-async");
      }
      if (path.startsWith("/v1/images/") && !path.endsWith("generations")) {
        if (path.endsWith("edits")) {
          request.multiPart("prompt", "x");
        }
        return request
            .multiPart("model", MODEL)
            .multiPart("image", "i.png", Samples.png(64, 48), "image/png")
            .post(path);
      }
      return path.startsWith("/v1/models/")
          ? request.get(path)
          : request.contentType("application/json").body(body()).post(path);
    }

    private String body() {
      String what =
          switch (path) {
            case "/v1/completions", "/ollama/api/generate", "/v1/images/generations" ->
                ",\"prompt\":\"x\"";
            case "/v1/embeddings", "/v1/responses", "/ollama/api/embed" -> ",\"input\":\"x\"";
            case "/ollama/api/embeddings" -> ",\"prompt\":\"x\"";
            case "/ollama/api/show" -> "";
            case "/v1/messages" ->
                ",\"max_tokens\":5,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]";
            default -> ",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]";
          };
      return "{\"model\":\"" + MODEL + "\"" + what + "}";
    }
  }

  static Stream<Ask> everyPath() {
    return Stream.of(
            Stream.of(Operation.values()).map(one -> new Ask(one.dialect(), one.path(), false)),
            Stream.of(Operation.values()).map(one -> new Ask(one.dialect(), one.path(), true)),
            Stream.of(ImageOperation.values())
                .map(one -> new Ask(one.dialect(), one.path(), false)),
            Stream.of(
                new Ask(Dialect.OPENAI, "/v1/models/" + MODEL, false),
                new Ask(Dialect.OLLAMA, "/ollama/api/show", false)))
        .flatMap(all -> all);
  }

  @BeforeAll
  static void publish() {
    Scene.model(MODEL, "alice", true);
  }

  @BeforeEach
  void seen() {
    await()
        .ignoreExceptions()
        .until(() ->
            new Ask(Dialect.OPENAI, "/v1/models/" + MODEL, false).by(Scene.KEY).statusCode()
                == 200);
  }

  private static String key(String id, String dialects, String models, String more) {
    return Scene.key(id, dialects, models, more);
  }

  @ParameterizedTest
  @MethodSource("everyPath")
  void anotherModelThanTheKeysIsUnknown(Ask ask) {
    String key = key("scopeothers0", "[\"*\"]", "[\"another\"]", "\"x\":1");
    assertEquals(404, ask.by(key).statusCode(), ask.path());
    assertEquals(0, Scene.engine().calls(MODEL).size());
  }

  @ParameterizedTest
  @MethodSource("everyPath")
  void anotherDialectThanTheKeysIsForbidden(Ask ask) {
    String others =
        Stream.of(Dialect.values())
            .filter(dialect -> dialect != ask.dialect())
            .map(dialect -> "\"" + dialect.id() + "\"")
            .toList()
            .toString();
    String id = ("scopenot" + ask.dialect().name().toLowerCase(Locale.ROOT)).substring(0, 12);
    assertEquals(403, ask.by(key(id, others, "[\"*\"]", "\"x\":1")).statusCode(), ask.path());
    assertEquals(0, Scene.engine().calls(MODEL).size());
  }

  @ParameterizedTest
  @MethodSource("everyPath")
  void aKeyThatIsOverIsNoKey(Ask ask) {
    String key =
        key("scopeexpired", "[\"*\"]", "[\"*\"]", "\"expiresAt\":\"2020-01-01T00:00:00Z\"");
    assertEquals(401, ask.by(key).statusCode(), ask.path());
    assertEquals(401, ask.by(Scene.REVOKED_KEY).statusCode(), ask.path());
    assertEquals(0, Scene.engine().calls(MODEL).size());
  }
}
