package dev.corral.proxy.relay;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
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
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The routes beside chat, over the wire: texts, vectors, and whether the model is there at all.
@QuarkusTest
@QuarkusTestResource(World.class)
class SurfaceTest {
  private static final String COMPLETIONS = "/v1/completions";
  private static final String VECTORS =
      "{\"object\":\"list\",\"data\":[{\"object\":\"embedding\",\"index\":1,\"embedding\":[0.5,-2]},"
          + "{\"index\":0,\"embedding\":[1.0,0.25]}],\"model\":\"x\",\"usage\":{\"prompt_tokens\":7,\"total_tokens\":7}}";

  @BeforeAll
  static void publish() {
    Scene.model("texts", "alice", true);
    Scene.model("vllm", "alice", true, Map.of("corral.dev/dialect", "openai"));
  }

  @BeforeEach
  void seen() {
    for (String model : new String[] {"texts", "vllm"}) {
      await()
          .ignoreExceptions()
          .until(() -> request().get("/v1/models/" + model).statusCode() == 200);
    }
  }

  private static RequestSpecification request() {
    return RestAssured.given().header("authorization", "Bearer " + Scene.KEY);
  }

  private static Response post(String path, String body) {
    return request().contentType("application/json").body(body).post(path);
  }

  private static ScriptedEngine.Call last(String model) {
    return Scene.engine().calls(model).getLast();
  }

  private static void answers(String model, String body) {
    Scene.engine().script(model, call -> call.whole(200, body));
  }

  @Test
  void completionsAreRelayedWhole() {
    answers(
        "texts",
        "{\"object\":\"text_completion\",\"choices\":[{\"text\":\"!\"}],\"usage\":{\"prompt_tokens\":2,\"completion_tokens\":1}}");
    String sent =
        "{\"model\":\"texts\",\"max_tokens\":5,\"prompt\":[\"a\",\"b\"],\"echo\":true,\"suffix\":\"z\",\"best_of\":2,\"logprobs\":3}";
    post(COMPLETIONS, sent)
        .then()
        .statusCode(200)
        .body("choices[0].text", is("!"))
        .body("usage.completion_tokens", is(1))
        .body("usage.ttft_ms", org.hamcrest.Matchers.greaterThanOrEqualTo(0));
    assertTrue(last("texts").head().startsWith("POST /v1/completions HTTP/1.1"));
    assertEquals(sent, last("texts").body());
  }

  @Test
  void completionsAreRelayedAsAStream() throws IOException {
    String stream =
        "data: {\"choices\":[{\"text\":\"a\",\"index\":0}]}\n\n"
            + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":2,\"completion_tokens\":1}}\n\n"
            + "data: [DONE]\n\n";
    Scene.engine()
        .script(
            "texts",
            call -> {
              call.streamHead();
              call.chunk(stream);
              call.last();
            });
    try (Client client =
        Client.post(
            RestAssured.port,
            COMPLETIONS,
            "{\"model\":\"texts\",\"stream\":true,\"prompt\":[1,2,3]}")) {
      String answer = client.readAll();
      assertTrue(answer.contains("\"text\":\"a\""), answer);
      assertTrue(answer.contains("data: [DONE]"), answer);
      assertFalse(answer.contains("usage"), "usage was not asked for: " + answer);
    }
    assertTrue(last("texts").body().contains("\"include_usage\":true"));
    assertTrue(last("texts").body().contains("\"max_tokens\":2048"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"texts", "vllm"})
  void embeddingsAreRelayedByteByByte(String model) {
    answers(model, VECTORS);
    String sent = "{\"model\":\"" + model + "\",\"input\":[[1,2],[3]],\"dimensions\":2}";
    assertEquals(VECTORS, post("/v1/embeddings", sent).then().statusCode(200).extract().asString());
    assertEquals(sent, last(model).body());
    assertTrue(last(model).head().startsWith("POST /v1/embeddings "));
  }

  @Test
  void base64IsMadeWhereTheEngineDoesNotKnowIt() {
    answers("texts", VECTORS);
    String asked = "{\"model\":\"texts\",\"input\":[\"a\",\"b\"],\"encoding_format\":\"base64\"}";
    post("/v1/embeddings", asked)
        .then()
        .statusCode(200)
        .body("data[0].embedding", is("AAAAPwAAAMA="))
        .body("data[1].embedding", is("AACAPwAAgD4="))
        .body("usage.prompt_tokens", is(7));
    answers("texts", VECTORS.replace("[0.5,-2]", "\"AAAAPwAAAMA=\""));
    post("/v1/embeddings", asked)
        .then()
        .body("data[0].embedding", is("AAAAPwAAAMA="))
        .body("data[1].embedding", is("AACAPwAAgD4="));
  }

  @Test
  void ollamasVectorsAreRelayedToOllama() {
    String many = "{\"model\":\"texts\",\"embeddings\":[[0.1,0.2]],\"prompt_eval_count\":4}";
    answers("texts", many);
    String answer =
        post("/ollama/api/embed", "{\"model\":\"texts\",\"input\":\"a\",\"keep_alive\":0}")
            .asString();
    assertEquals(many, answer);
    assertEquals("{\"model\":\"texts\",\"input\":\"a\",\"keep_alive\":-1}", last("texts").body());
    answers("texts", "{\"embedding\":[0.1]}");
    post("/ollama/api/embeddings", "{\"model\":\"texts\",\"prompt\":\"a\"}")
        .then()
        .statusCode(200)
        .body("embedding.size()", is(1));
    assertTrue(last("texts").head().startsWith("POST /api/embeddings "));
  }

  @Test
  void ollamasVectorsAreTranslatedForOthers() {
    answers("vllm", VECTORS);
    post("/ollama/api/embed", "{\"model\":\"vllm-alias:latest\",\"input\":[\"a\",\"b\"]}")
        .then()
        .statusCode(200)
        .body("model", is("vllm-alias:latest"))
        .body(
            "embeddings",
            equalTo(java.util.List.of(java.util.List.of(1.0f, 0.25f), java.util.List.of(0.5f, -2))))
        .body("prompt_eval_count", is(7))
        .body("load_duration", is(0));
    assertEquals("{\"model\":\"vllm\",\"input\":[\"a\",\"b\"]}", last("vllm").body());
    assertTrue(last("vllm").head().startsWith("POST /v1/embeddings "));
    answers("vllm", "{\"data\":[{\"embedding\":[3]}]}");
    post("/ollama/api/embeddings", "{\"model\":\"vllm\",\"prompt\":\"a\",\"options\":{}}")
        .then()
        .statusCode(200)
        .body("embedding", equalTo(java.util.List.of(3)));
    post("/ollama/api/embed", "{\"model\":\"vllm\",\"input\":\"a\",\"options\":{\"num_ctx\":9}}")
        .then()
        .statusCode(400)
        .body(
            "error",
            is(
                "The field 'options' cannot be honoured by the model 'vllm' through this"
                    + " API; leave it out."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"data\":[{\"index\":0}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[1]},{\"index\":0,\"embedding\":[1]}]}",
        "{\"data\":[{\"embedding\":[1",
        "<html>"
      })
  void whatIsNoVectorIsAnError(String answer) {
    answers("vllm", answer);
    post("/v1/embeddings", "{\"model\":\"vllm\",\"input\":\"a\"}").then().statusCode(502);
    post("/ollama/api/embed", "{\"model\":\"vllm\",\"input\":\"a\"}").then().statusCode(502);
  }

  @Test
  void anEngineWithoutTheRouteCannotDoThis() {
    Scene.engine().script("vllm", call -> call.whole(404, "{\"detail\":\"Not Found\"}"));
    post("/v1/embeddings", "{\"model\":\"vllm\",\"input\":\"a\"}")
        .then()
        .statusCode(400)
        .body("error.code", is("operation_unsupported"));
  }

  @Test
  void vectorsAreNotStreamed() {
    post("/v1/embeddings", "{\"model\":\"texts\",\"input\":\"a\",\"stream\":true}")
        .then()
        .statusCode(400)
        .body("error.param", is("stream"));
  }

  @Test
  void aCallerNeverUnloadsAModel() {
    answers(
        "texts", "{\"model\":\"texts\",\"done\":true,\"done_reason\":\"load\",\"response\":\"\"}");
    post("/ollama/api/generate", "{\"model\":\"texts\",\"keep_alive\":0,\"stream\":false}")
        .then()
        .statusCode(200)
        .body("done_reason", is("load"));
    assertTrue(last("texts").body().contains("\"keep_alive\":-1"), last("texts").body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"chat|\"messages\":[]", "generate|\"prompt\":\"\"", "chat|\"think\":false"})
  void onlyLoadingReachesNoForeignEngine(String asked) throws IOException {
    String path = "/ollama/api/" + asked.split("\\|")[0];
    String body = "{\"model\":\"vllm\",\"keep_alive\":0," + asked.split("\\|")[1];
    int before = Scene.engine().calls("vllm").size();
    post(path, body + ",\"stream\":false}")
        .then()
        .statusCode(200)
        .contentType("application/json")
        .body("done", is(true))
        .body("done_reason", is("load"))
        .body("model", is("vllm"));
    try (Client client = Client.post(RestAssured.port, path, body + "}")) {
      String answer = client.readAll();
      assertTrue(answer.contains("application/x-ndjson"), answer);
      assertTrue(answer.contains("\"done_reason\":\"load\"}\n"), answer);
    }
    assertEquals(before, Scene.engine().calls("vllm").size());
  }
}
