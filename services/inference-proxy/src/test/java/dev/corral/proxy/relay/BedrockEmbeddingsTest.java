package dev.corral.proxy.relay;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.isA;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.proxy.ImageScene;
import dev.corral.proxy.Scene;
import dev.corral.proxy.World;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Vectors of Bedrock's models in both dialects that have them, from a caller to the laptop
/// platform's InvokeModel; and requests that only load, which ask nobody.
@QuarkusTest
@QuarkusTestResource(World.class)
class BedrockEmbeddingsTest {
  @Inject MeterRegistry registry;

  @BeforeAll
  static void publish() {
    ImageScene.bedrock("titan", "amazon.titan-embed-text-v2:0");
    ImageScene.bedrock("embed3", "cohere.embed-multilingual-v3");
    ImageScene.bedrock("embed4", "eu.cohere.embed-v4:0");
    ImageScene.bedrock("chatting", "amazon.nova-lite-v1:0");
  }

  @BeforeEach
  void seen() {
    await()
        .ignoreExceptions()
        .until(() -> ImageScene.listed("chatting") && ImageScene.listed("embed4"));
  }

  @AfterEach
  void knobsBack() throws IOException {
    Files.deleteIfExists(Path.of(Scene.setting("test.cloud-knobs")));
  }

  private static Response ask(String path, String model, String fields) {
    return RestAssured.given()
        .header("authorization", "Bearer " + Scene.KEY)
        .contentType("application/json")
        .body("{\"model\":\"%s\",%s}".formatted(model, fields))
        .post(path);
  }

  @Test
  void openAi() {
    Response answer =
        ask("/v1/embeddings", "titan", "\"input\":[\"a cat\",\"a dog\"],\"dimensions\":256");
    answer
        .then()
        .statusCode(200)
        .header("x-corral-model", "titan")
        .body("object", is("list"))
        .body("data", hasSize(2))
        .body("data[1].index", is(1))
        .body("data[0].embedding", hasSize(256))
        .body("usage.prompt_tokens", is(2));
    List<Float> once = answer.path("data[0].embedding");
    List<Float> twice =
        ask("/v1/embeddings", "titan", "\"input\":\"a cat\",\"dimensions\":256")
            .path("data[0].embedding");
    assertEquals(once, twice);
    ask("/v1/embeddings", "titan", "\"input\":\"a cat\",\"encoding_format\":\"base64\"")
        .then()
        .statusCode(200)
        .body("data[0].embedding", isA(String.class));
    ask("/v1/embeddings", "embed3", "\"input\":[\"a cat\"],\"input_type\":\"search_query\"")
        .then()
        .statusCode(200)
        .body("data[0].embedding", hasSize(1024))
        .body("usage.prompt_tokens", is(1));
  }

  @Test
  void ollama() {
    ask("/ollama/api/embed", "embed4", "\"input\":[\"a\",\"b\",\"c\"],\"dimensions\":512")
        .then()
        .statusCode(200)
        .body("model", is("embed4"))
        .body("embeddings", hasSize(3))
        .body("embeddings[2]", hasSize(512))
        .body("prompt_eval_count", is(3));
    ask("/ollama/api/embeddings", "titan", "\"prompt\":\"a cat\"")
        .then()
        .statusCode(200)
        .body("embedding", hasSize(1024));
  }

  @Test
  void vectorsAreCountedByTheProvidersCount() {
    double before = tokens();
    ask("/v1/embeddings", "titan", "\"input\":\"twelve chars\"").then().statusCode(200);
    await().untilAsserted(() -> assertEquals(before + 3, tokens()));
  }

  @Test
  void whatWasCountedBeforeARefusalCounts() {
    double before = tokens();
    String texts = "\"a cat\",".repeat(2047) + "\"a cat\"";
    ask("/v1/embeddings", "titan", "\"input\":[" + texts + "]")
        .then()
        .statusCode(400)
        .body("error.param", is("input"));
    await().until(() -> tokens() > before);
    assertTrue(tokens() < before + 1024, "most texts are not asked");
  }

  private double tokens() {
    return registry
        .find("gen_ai.client.token.usage")
        .tag("gen_ai.request.model", "titan")
        .summaries()
        .stream()
        .mapToDouble(summary -> summary.totalAmount())
        .sum();
  }

  @Test
  void whatDoesNotFitIsRefusedByName() {
    ask("/v1/embeddings", "embed3", "\"input\":\"x\",\"dimensions\":256")
        .then()
        .statusCode(400)
        .body("error.param", is("dimensions"));
    ask("/v1/embeddings", "embed4", "\"input\":\"x\",\"dimensions\":7").then().statusCode(400);
    ask("/v1/embeddings", "chatting", "\"input\":\"x\"")
        .then()
        .statusCode(400)
        .body("error.code", is("operation_unsupported"));
    ask("/v1/chat/completions", "titan", "\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]")
        .then()
        .statusCode(400)
        .body("error.code", is("operation_unsupported"));
  }

  @Test
  void theProvidersTroubleIsSaidAsForChat() throws IOException {
    Path knobs = Path.of(Scene.setting("test.cloud-knobs"));
    Files.createDirectories(knobs.getParent());
    Files.writeString(knobs, "{\"bedrock\":{\"*\":{\"fail\":\"AccessDeniedException\"}}}");
    ask("/v1/embeddings", "titan", "\"input\":\"x\"")
        .then()
        .statusCode(403)
        .body("error.code", is("model_forbidden"));
    Files.writeString(knobs, "{\"bedrock\":{\"*\":{\"fail\":\"ResourceNotFoundException\"}}}");
    ask("/v1/embeddings", "embed4", "\"input\":\"x\"").then().statusCode(410);
  }

  @Test
  void aRequestThatOnlyLoadsAsksNobody() throws IOException {
    Path knobs = Path.of(Scene.setting("test.cloud-knobs"));
    Files.createDirectories(knobs.getParent());
    Files.writeString(knobs, "{\"bedrock\":{\"*\":{\"fail\":\"AccessDeniedException\"}}}");
    ask("/ollama/api/chat", "chatting", "\"messages\":[],\"stream\":false")
        .then()
        .statusCode(200)
        .body("done_reason", is("load"));
    String line = ask("/ollama/api/generate", "chatting", "\"prompt\":\"\"").asString();
    assertTrue(line.contains("\"done_reason\":\"load\""), line);
  }
}
