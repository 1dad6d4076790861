package dev.corral.proxy.relay;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.proxy.Scene;
import dev.corral.proxy.ScriptedEngine;
import dev.corral.proxy.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Servers elsewhere, and engines that ask for a key.
@QuarkusTest
@QuarkusTestResource(World.class)
class ExternalTest {
  private static final String UID = "0d7c9f1e-0000-4000-8000-000000000001";
  private static final String UIDS_KEY = "XrvDLvUgHWJGAumWRZkgLHoQRf5nWCEgxx1gQ0kg3Jg";
  private static final String ANSWER =
      "{\"choices\":[{\"message\":{\"content\":\"hi\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1}}";
  private static final String OLLAMA_ANSWER =
      "{\"message\":{\"role\":\"assistant\",\"content\":\"hi\"},\"done\":true,\"eval_count\":1}";

  private static ScriptedEngine server;

  @BeforeAll
  static void publish() throws IOException {
    server = new ScriptedEngine();
    define("far", "/some/prefix/v1", "openai", "\"auth\":\"bearer\",\"token\":\"s3cret-token\"");
    define(
        "far-basic", "/base", "ollama", "\"auth\":\"basic\",\"username\":\"u\",\"password\":\"p\"");
    external("far", "far", "openai");
    external("far-ollama", "far-basic", "ollama");
    external("far-undefined", "nobody", "openai");
    external("far-other", "far", "ollama");
    keyed("keyed", "vllm", UID);
    keyed("keyless", "ollama", UID);
    keyed("unnamed", "vllm", "");
  }

  private static void define(String name, String path, String dialect, String auth)
      throws IOException {
    Files.writeString(
        Path.of(Scene.setting("corral.external.endpoints-dir")).resolve(name + ".json"),
        "{\"url\":\"http://127.0.0.1:%d%s\",\"dialect\":\"%s\",%s}"
            .formatted(server.port(), path, dialect, auth));
  }

  private static void external(String model, String endpoint, String dialect) {
    Scene.model(
        model,
        "alice",
        true,
        Map.of(
            "corral.dev/dialect",
            dialect,
            // what the table says is not where credentials go to
            "corral.dev/upstream-url",
            "http://127.0.0.1:1/v1",
            "corral.dev/upstream-auth",
            endpoint));
  }

  private static void keyed(String model, String engine, String uid) {
    Scene.model(
        model, "alice", true, Map.of("corral.dev/uid", uid, "corral.dev/dialect", "openai"));
    Scene.engine(model, engine);
  }

  @BeforeEach
  void seen() {
    await().ignoreExceptions().until(() -> asking().get("/v1/models/unnamed").statusCode() == 200);
    await().ignoreExceptions().until(() -> asking().get("/v1/models/keyed").statusCode() == 200);
  }

  private static RequestSpecification asking() {
    return RestAssured.given()
        .header("authorization", "Bearer " + Scene.KEY)
        .header("content-type", "application/json");
  }

  private static Response chat(String model) {
    return asking()
        .body(
            "{\"model\":\"%s\",\"stream\":false,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"
                .formatted(model))
        .post("/v1/chat/completions");
  }

  private static void script(String model, ScriptedEngine.Script script) {
    server.script(model, script);
  }

  @Test
  void theBasePathAndTheCredentialsAreThoseOfTheDefinition() {
    script("far", call -> call.whole(200, ANSWER));
    assertEquals(200, chat("far").statusCode());
    String head = server.calls("far").getLast().head();
    assertTrue(head.startsWith("POST /some/prefix/v1/chat/completions HTTP/1.1"), head);
    assertTrue(head.toLowerCase(Locale.ROOT).contains("authorization: bearer s3cret-token"), head);
    assertTrue(head.contains("127.0.0.1:" + server.port()), head);
    assertFalse(head.contains(Scene.KEY), "the caller's key stays here");
    script("far-ollama", call -> call.whole(200, OLLAMA_ANSWER));
    Response ollama =
        asking()
            .body(
                "{\"model\":\"far-ollama\",\"stream\":false,\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}")
            .post("/ollama/api/chat");
    assertEquals(200, ollama.statusCode(), ollama.asString());
    String second = server.calls("far-ollama").getLast().head();
    assertTrue(second.startsWith("POST /base/api/chat HTTP/1.1"), second);
    assertTrue(second.contains("Basic dTpw"), second);
  }

  @Test
  void whatTheServerSaysIsPutIntoOurWords() {
    Object[][] expected = {
      {401, 403, "model_forbidden"},
      {403, 403, "model_forbidden"},
      {404, 410, "model_retired"},
      {429, 429, "provider_throttled"},
      {500, 502, "engine_error"},
      {503, 503, "engine_unavailable"},
      {302, 502, "engine_error"}
    };
    for (Object[] row : expected) {
      script(
          "far",
          call ->
              call.send(
                  ("HTTP/1.1 %s X\r\nretry-after: 99999\r\nlocation: http://127.0.0.1:%d/stolen\r\n"
                          + "content-length: 12\r\n\r\ns3cret-token")
                      .formatted(row[0], server.port())));
      Response answer = chat("far");
      assertEquals(row[1], answer.statusCode(), row[0] + ": " + answer.asString());
      assertEquals(row[2], answer.path("error.code"));
      assertFalse(answer.asString().contains("s3cret"));
      if (row[0].equals(429)) {
        assertEquals("60", answer.header("retry-after"));
      }
    }
    List<ScriptedEngine.Call> followed =
        server.calls("far").stream().filter(call -> call.head().contains("/stolen")).toList();
    assertTrue(followed.isEmpty(), "no redirect is followed");
  }

  @Test
  void aRouteThatLeadsNowhereIsUnavailableAndADialectThatDoesNotFitToo() {
    assertEquals("engine_unavailable", chat("far-undefined").path("error.code"));
    int before = server.calls("far-other").size();
    assertEquals("engine_unavailable", chat("far-other").path("error.code"));
    assertEquals(before, server.calls("far-other").size());
  }

  @Test
  void aRequestThatOnlyLoadsAsksNobody() {
    for (String model : List.of("far", "far-ollama")) {
      int before = server.calls(model).size();
      Response answer =
          asking()
              .body("{\"model\":\"%s\",\"stream\":false,\"messages\":[]}".formatted(model))
              .post("/ollama/api/chat");
      assertEquals(200, answer.statusCode(), answer.asString());
      assertEquals("load", answer.path("done_reason"));
      assertEquals(before, server.calls(model).size());
    }
  }

  @Test
  void enginesThatAskForAKeyGetTheirOwnAndOthersNone() {
    for (String model : List.of("keyed", "keyless", "unnamed")) {
      Scene.engine().script(model, call -> call.whole(200, ANSWER));
      assertEquals(200, chat(model).statusCode());
    }
    assertTrue(head("keyed").contains("authorization: Bearer " + UIDS_KEY), head("keyed"));
    assertFalse(head("keyless").contains("authorization"), head("keyless"));
    assertFalse(head("unnamed").contains("authorization"), head("unnamed"));
  }

  private static String head(String model) {
    return Scene.engine().calls(model).getLast().head();
  }
}
