package dev.corral.proxy.relay;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.proxy.Scene;
import dev.corral.proxy.World;
import dev.corral.proxy.conformance.Recordings;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a real vLLM refuses, as callers read it.
@QuarkusTest
@QuarkusTestResource(World.class)
class EngineRefusalsTest {
  private static final String MODEL = "refusing-vllm";

  @BeforeAll
  static void publish() {
    Scene.model(MODEL, "alice", true, "vllm", Map.of("corral.dev/dialect", "openai"));
  }

  @BeforeEach
  void seen() {
    await()
        .ignoreExceptions()
        .until(() -> "active".equals(asking().get("/v1/models/" + MODEL).path("status")));
  }

  private static RequestSpecification asking() {
    return RestAssured.given()
        .header("authorization", "Bearer " + Scene.KEY)
        .header("content-type", "application/json");
  }

  private static Response chat(String recorded) {
    Recordings.Answer answer = Recordings.of("vllm").answer(recorded);
    Scene.engine().script(MODEL, call -> call.whole(answer.status(), answer.body()));
    return asking()
        .body(
            "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}"
                .formatted(MODEL))
        .post("/v1/chat/completions");
  }

  @ParameterizedTest
  @CsvSource({
    "vllm-too-long, maximum context length is 512 tokens",
    "vllm-too-many-tokens, max_tokens=5000 cannot be greater than max_model_len=512",
    "vllm-bad-schema, Grammar error"
  })
  void itsReasonIsTold(String recorded, String words) {
    Response answer = chat(recorded);
    assertEquals(400, answer.statusCode(), answer.asString());
    assertEquals("engine_refused", answer.path("error.code"));
    assertTrue(answer.<String>path("error.message").contains(words), answer.asString());
  }

  @Test
  void aServerOfVectorsCannotChat() {
    Response answer = chat("pooling-chat");
    assertEquals(400, answer.statusCode(), answer.asString());
    assertEquals("operation_unsupported", answer.path("error.code"));
  }

  @Test
  void anEngineThatDoesNotKnowItsModelIsBroken() {
    assertEquals(502, chat("openai-missing").statusCode());
  }
}
