package dev.corral.proxy.relay;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.proxy.Scene;
import dev.corral.proxy.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every dialect to Bedrock, which the laptop's cloud stands in for as a process of its own.
@QuarkusTest
@QuarkusTestResource(World.class)
class BedrockTest {
  private static final String NOVA = "amazon.nova-lite-v1:0";
  private static final String ASKED = "Where is Bonn?";
  private static final String STAND_IN = "the laptop's stand-in for ";

  @Inject Relay relay;

  @BeforeAll
  static void publish() {
    model("nova", NOVA);
    model("nova-profile", "eu.amazon.nova-micro-v1:0");
    model("nova-unknown", "nobody.nothing-v1:0");
    model("nova-base", "anthropic.claude-sonnet-4-6");
  }

  private static void model(String name, String id) {
    Scene.model(
        name, "alice", true, Map.of("corral.dev/dialect", "bedrock", "corral.dev/bedrock-id", id));
  }

  @BeforeEach
  void seen() {
    await().ignoreExceptions().until(() -> listed("nova-base"));
  }

  private static boolean listed(String model) {
    return asking().get("/v1/models/" + model).statusCode() == 200;
  }

  @AfterEach
  void knobsBack() throws IOException {
    Files.deleteIfExists(Path.of(Scene.setting("test.cloud-knobs")));
  }

  private static void knobs(String bedrock) throws IOException {
    Files.writeString(
        Path.of(Scene.setting("test.cloud-knobs")), "{\"bedrock\":{\"*\":" + bedrock + "}}");
  }

  private static RequestSpecification asking() {
    return RestAssured.given()
        .header("authorization", "Bearer " + Scene.KEY)
        .header("content-type", "application/json");
  }

  private static String messages(String model, boolean stream, String more) {
    return "{\"model\":\"%s\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]%s}"
        .formatted(model, stream, ASKED, more);
  }

  private static Response openAi(String model, boolean stream, String more) {
    return asking().body(messages(model, stream, more)).post("/v1/chat/completions");
  }

  @Test
  void openAiWhole() {
    Response answer = openAi("nova", false, "");
    assertEquals(200, answer.statusCode(), answer.asString());
    String text = answer.path("choices[0].message.content");
    assertTrue(text.contains(STAND_IN + NOVA) && text.endsWith(ASKED), text);
    assertEquals("stop", answer.path("choices[0].finish_reason"));
    assertTrue((int) answer.path("usage.completion_tokens") > 5);
    assertEquals("nova", answer.header("x-corral-model"));
  }

  @Test
  void openAiStream() {
    String whole =
        openAi("nova-profile", true, ",\"stream_options\":{\"include_usage\":true}").asString();
    assertTrue(whole.contains("\"finish_reason\":\"stop\""), whole);
    assertTrue(whole.contains("\"completion_tokens\""), whole);
    assertTrue(whole.endsWith("data: [DONE]\n\n"), whole);
    assertTrue(whole.split("\"content\"").length > 5, "comes in pieces");
  }

  @Test
  void anthropicWholeAndStream() {
    Response answer =
        asking()
            .header("anthropic-version", "2023-06-01")
            .body(messages("nova", false, ",\"max_tokens\":200"))
            .post("/v1/messages");
    assertEquals(200, answer.statusCode(), answer.asString());
    assertTrue(answer.<String>path("content[0].text").contains(STAND_IN));
    assertEquals("end_turn", answer.path("stop_reason"));
    String stream =
        asking()
            .header("anthropic-version", "2023-06-01")
            .body(messages("nova", true, ",\"max_tokens\":3"))
            .post("/v1/messages")
            .asString();
    assertTrue(stream.contains("event: message_start"), stream);
    assertTrue(stream.contains("\"stop_reason\":\"max_tokens\""), stream);
    assertTrue(stream.contains("event: message_stop"), stream);
  }

  @Test
  void ollamaWholeAndStream() {
    Response answer = asking().body(messages("nova", false, "")).post("/ollama/api/chat");
    assertEquals(200, answer.statusCode(), answer.asString());
    assertTrue(answer.<String>path("message.content").contains(STAND_IN));
    assertTrue((int) answer.path("eval_count") > 5);
    String stream = asking().body(messages("nova", true, "")).post("/ollama/api/chat").asString();
    assertTrue(stream.stripTrailing().lines().count() > 3, stream);
    assertTrue(stream.contains("\"done\":true"), stream);
  }

  @Test
  void toolsAreCalled() {
    String tools =
        """
        ,"tools":[{"type":"function","function":{"name":"weather","parameters":
         {"type":"object","properties":{"city":{"type":"string"}}}}}],"tool_choice":"required\"\
        """;
    Response whole = openAi("nova", false, tools);
    assertEquals("weather", whole.path("choices[0].message.tool_calls[0].function.name"));
    assertEquals(
        "{\"city\":\"Bonn\"}", whole.path("choices[0].message.tool_calls[0].function.arguments"));
    assertEquals("tool_calls", whole.path("choices[0].finish_reason"));
    String stream = openAi("nova", true, tools).asString();
    assertTrue(stream.contains("\"finish_reason\":\"tool_calls\""), stream);
  }

  @Test
  void whatBedrockRefusesIsSaidInTheDialect() throws IOException {
    assertEquals("model_retired", openAi("nova-unknown", true, "").path("error.code"));
    Response base = openAi("nova-base", false, "");
    assertEquals("engine_refused", base.path("error.code"), base.asString());
    assertEquals("field_unsupported", openAi("nova", false, ",\"seed\":1").path("error.code"));
    knobs("{\"fail\":\"ThrottlingException\"}");
    Response throttled = openAi("nova", false, ""); // a stream may have had its first heartbeat
    assertEquals(429, throttled.statusCode());
    assertEquals("provider_throttled", throttled.path("error.code"));
    assertTrue(Integer.parseInt(throttled.header("retry-after")) > 0);
    knobs("{\"fail\":\"AccessDeniedException\"}");
    assertEquals(403, openAi("nova-profile", false, "").statusCode());
    Response embedding =
        asking().body("{\"model\":\"nova\",\"input\":\"x\"}").post("/v1/embeddings");
    assertEquals("operation_unsupported", embedding.path("error.code"));
  }

  @Test
  void aStreamThatFailsOrIsCutSaysSoAndNeverLooksComplete() throws IOException {
    knobs("{\"failInStream\":\"modelStreamErrorException\",\"failAfter\":2}");
    String failed = openAi("nova", true, "").asString();
    assertTrue(failed.contains("engine_error") && !failed.contains("[DONE]"), failed);
    knobs("{\"cutAfter\":2}");
    String cut = openAi("nova", true, "").asString();
    assertTrue(cut.contains("engine_error") && !cut.contains("[DONE]"), cut);
    String ollama = asking().body(messages("nova", true, "")).post("/ollama/api/chat").asString();
    assertTrue(ollama.contains("\"error\"") && !ollama.contains("\"done\":true"), ollama);
    String anthropic =
        asking()
            .header("anthropic-version", "2023-06-01")
            .body(messages("nova", true, ",\"max_tokens\":200"))
            .post("/v1/messages")
            .asString();
    assertTrue(anthropic.contains("event: error"), anthropic);
    assertFalse(anthropic.contains("message_stop"), anthropic);
  }

  @Test
  void aHangEndsByItsDeadlineAndACallerThatLeavesIsForgotten() throws IOException {
    knobs("{\"pauseMillis\":60000}");
    String hung = openAi("nova", true, "").asString(); // nothing after the first event
    assertTrue(hung.contains("engine_timeout"), hung);
    knobs("{\"pauseMillis\":1000}");
    try (Client client =
        Client.post(RestAssured.port, "/v1/chat/completions", messages("nova", true, ""))) {
      client.readUntil("\"content\"");
      assertTrue(relay.running() > 0);
      client.reset();
    }
    await().atMost(Duration.ofSeconds(2)).until(() -> relay.running() == 0);
  }

  @Test
  void itIsThereWithoutAWake() {
    Scene.ready("nova-profile", false);
    await().ignoreExceptions().until(() -> !openAiState("nova-profile").equals("active"));
    Scene.ready("nova-profile", true);
    await().ignoreExceptions().until(() -> openAiState("nova-profile").equals("active"));
    assertEquals(200, openAi("nova-profile", false, "").statusCode());
  }

  private static String openAiState(String model) {
    return asking().get("/v1/models/" + model).path("status");
  }
}
