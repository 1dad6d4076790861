package dev.corral.proxy.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.proxy.Scene;
import dev.corral.proxy.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Callers and engines that speak different dialects, over the wire: what the scripted engine says
/// was recorded from the laptop's engine.
@QuarkusTest
@QuarkusTestResource(World.class)
class TranslationTest {
  private static final Path RECORDED = Path.of("src/test/resources/exchanges/corral-engine");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Map<String, String> OPENAI = Map.of("corral.dev/dialect", "openai");
  private static final String TOOL =
      "\"name\":\"get_weather\",\"description\":\"d\",\"%s\":{\"type\":\"object\"}";
  private static final String MESSAGES = "/v1/messages";
  private static final String RESPONSES = "/v1/responses";
  private static final String OLLAMA_CHAT = "/ollama/api/chat";

  @BeforeAll
  static void publish() {
    Scene.model("on-ollama", "alice", true);
    Scene.model("on-openai", "alice", true, OPENAI);
    Scene.model("asleep", "alice", false, OPENAI);
  }

  @BeforeEach
  void seen() {
    for (String model : new String[] {"on-ollama", "on-openai", "asleep"}) {
      await().ignoreExceptions().until(() -> listed(model));
    }
  }

  private static boolean listed(String model) {
    return RestAssured.given()
            .header("authorization", "Bearer " + Scene.KEY)
            .get("/v1/models/" + model)
            .statusCode()
        == 200;
  }

  private static String recorded(String name) throws IOException {
    String all = Files.readString(RECORDED.resolve(name + ".response"));
    return all.substring(all.indexOf("\n\n") + 2);
  }

  private static void streams(String model, String recording) throws IOException {
    String answer = recorded(recording);
    Scene.engine()
        .script(
            model,
            call -> {
              call.streamHead();
              for (int at = 0; at < answer.length(); at += 700) {
                call.chunk(answer.substring(at, Math.min(answer.length(), at + 700)));
              }
              call.last();
            });
  }

  private static void answers(String model, String recording) throws IOException {
    String answer = recorded(recording);
    Scene.engine().script(model, call -> call.whole(200, answer));
  }

  private static String ask(String path, String body) throws IOException {
    try (Client client = Client.post(RestAssured.port, path, body)) {
      return new String(client.readAll().getBytes(UTF_8), UTF_8);
    }
  }

  private static JsonNode body(String answer) throws IOException {
    assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
    return JSON.readTree(answer.substring(answer.indexOf("\r\n\r\n")));
  }

  private static JsonNode asked(String model) throws IOException {
    return JSON.readTree(Scene.engine().calls(model).getLast().body());
  }

  private static String anthropic(String model, boolean stream) {
    return "{\"model\":\"%s\",\"max_tokens\":60,\"stream\":%s,\"system\":\"s\",\"messages\":[{\"role\":\"user\",\"content\":\"Weather?\"}],\"tools\":[{%s}]}"
        .formatted(model, stream, TOOL.formatted("input_schema"));
  }

  private static String ollama(String model, boolean stream) {
    return "{\"model\":\"%s\",\"stream\":%s,\"messages\":[{\"role\":\"user\",\"content\":\"Weather?\"}],\"tools\":[{\"type\":\"function\",\"function\":{%s}}]}"
        .formatted(model, stream, TOOL.formatted("parameters"));
  }

  @Test
  void anthropicClientsCallToolsOfAnOllamaModel() throws IOException {
    streams("on-ollama", "ollama-chat-tools-stream");
    String stream = ask(MESSAGES, anthropic("on-ollama", true));
    assertTrue(stream.contains("content-type: text/event-stream"), stream);
    assertTrue(stream.contains("\"type\":\"tool_use\""), stream);
    assertTrue(stream.contains("\"stop_reason\":\"tool_use\""), stream);
    assertTrue(stream.contains("event: message_stop"), stream);
    JsonNode asked = asked("on-ollama");
    assertTrue(
        Scene.engine().calls("on-ollama").getLast().head().startsWith("POST /api/chat "), stream);
    assertEquals(60, asked.at("/options/num_predict").intValue());
    assertEquals("object", asked.at("/tools/0/function/parameters/type").textValue());

    answers("on-ollama", "ollama-chat-tools");
    JsonNode whole = body(ask(MESSAGES, anthropic("on-ollama", false)));
    assertEquals("tool_use", whole.path("stop_reason").textValue());
    assertTrue(whole.at("/content/0/input/city").isTextual(), whole.toString());
    assertTrue(whole.at("/usage/input_tokens").intValue() > 0);
  }

  @Test
  void ollamaClientsCallToolsOfAnOpenAiModel() throws IOException {
    streams("on-openai", "openai-chat-tools-stream");
    String stream = ask(OLLAMA_CHAT, ollama("on-openai", true));
    assertTrue(stream.contains("content-type: application/x-ndjson"), stream);
    assertTrue(stream.contains("\"tool_calls\":[{\"id\":\"call_"), stream);
    assertTrue(stream.contains("\"arguments\":{\"city\":"), stream);
    assertTrue(stream.contains("\"done\":true,\"done_reason\":\"stop\""), stream);
    JsonNode asked = asked("on-openai");
    assertTrue(asked.at("/stream_options/include_usage").booleanValue());
    assertEquals(2048, asked.path("max_tokens").intValue());

    answers("on-openai", "openai-chat-tools");
    JsonNode whole = body(ask(OLLAMA_CHAT, ollama("on-openai", false)));
    assertTrue(whole.path("done").booleanValue());
    assertTrue(
        whole.at("/message/tool_calls/0/function/arguments/city").isTextual(), whole.toString());
    assertTrue(whole.at("/corral/ttft_ms").isNumber());
  }

  @Test
  void responsesAreTranslatedForBothWires() throws IOException {
    streams("on-ollama", "ollama-chat-stream");
    String body = "{\"model\":\"%s\",\"input\":\"Hi\",\"stream\":%s,\"store\":true}";
    String stream = ask(RESPONSES, body.formatted("on-ollama", true));
    assertTrue(stream.contains("event: response.created"), stream);
    assertTrue(stream.contains("event: response.output_text.done"), stream);
    assertTrue(stream.contains("\"store\":false"), stream);
    answers("on-openai", "openai-chat-whole");
    JsonNode whole = body(ask(RESPONSES, body.formatted("on-openai", false)));
    assertEquals("response", whole.path("object").textValue());
    assertTrue(whole.at("/usage/output_tokens").intValue() > 0);
  }

  @Test
  void aCutIsAnErrorInTheCallersDialect() throws IOException {
    String answer = recorded("openai-chat-tools-stream");
    Scene.engine()
        .script(
            "on-openai",
            call -> {
              call.streamHead();
              call.chunk(answer.substring(0, answer.indexOf("data: [DONE]")));
              call.last();
            });
    String ollama = ask(OLLAMA_CHAT, ollama("on-openai", true));
    assertFalse(ollama.contains("\"done\":true"), ollama);
    assertTrue(ollama.contains("{\"error\":"), ollama);
    String anthropic = ask(MESSAGES, anthropic("on-openai", true));
    assertFalse(anthropic.contains("message_stop"), anthropic);
    assertTrue(anthropic.contains("event: error"), anthropic);
  }

  @Test
  void whatCannotBeTranslatedWakesNothing() throws IOException {
    int before = Scene.engine().calls("asleep").size();
    String refused =
        ask(
            MESSAGES,
            anthropic("asleep", true).replace("\"system\"", "\"container\":\"c\",\"system\""));
    assertTrue(refused.startsWith("HTTP/1.1 400"), refused);
    assertTrue(refused.contains("'container'"), refused);
    assertEquals(before, Scene.engine().calls("asleep").size());
  }
}
