package dev.corral.proxy.tally;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.proxy.Scene;
import dev.corral.proxy.ScriptedEngine;
import dev.corral.proxy.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.Message;

/// What is counted of an answer that does not come to its end: exactly when the engine has told so
/// far, and honestly unknown when it has told nothing.
@QuarkusTest
@QuarkusTestResource(World.class)
class RunningCountTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String CHUNK =
      "data: {\"choices\":[{\"index\":0,\"delta\":{%s},\"finish_reason\":null}],"
          + "\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":%d,\"total_tokens\":9}}\n\n";

  @Inject SqsAsyncClient sqs;

  @BeforeAll
  static void publish() {
    Scene.model("told", "alice", true, "vllm", Map.of("corral.dev/dialect", "openai"));
  }

  @BeforeEach
  void seen() {
    String queue = sqs.getQueueUrl(r -> r.queueName("corral-usage")).join().queueUrl();
    sqs.purgeQueue(r -> r.queueUrl(queue)).join(); // other tests have left theirs
    await()
        .ignoreExceptions()
        .until(() ->
            RestAssured.given()
                .header("authorization", "Bearer " + Scene.KEY)
                .get("/v1/models/told")
                .path("status")
                .equals("active"));
  }

  /// The engine says two pieces of several tokens each, and breaks off.
  private static void breakOff(ScriptedEngine.Call call) throws IOException {
    assertTrue(call.body().contains("\"continuous_usage_stats\":true"), call.body());
    call.streamHead();
    call.chunk(CHUNK.formatted("\"role\":\"assistant\",\"content\":\"\"", 0));
    call.chunk(CHUNK.formatted("\"content\":\"two tokens\"", 2));
    call.chunk(CHUNK.formatted("\"content\":\" and three more\"", 5));
    call.reset();
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/messages, 'messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"max_tokens\":9'",
    "/v1/responses, 'input\":\"x\"'",
    "/ollama/api/chat, 'messages\":[{\"role\":\"user\",\"content\":\"x\"}]'",
    "/ollama/api/generate, 'prompt\":\"x\"'",
    "/v1/chat/completions, 'messages\":[{\"role\":\"user\",\"content\":\"x\"}]'"
  })
  void aStreamThatIsCutIsCountedAsFarAsTheEngineTold(String path, String ask) {
    Scene.engine().script("told", RunningCountTest::breakOff);
    ask(path, ask, true);
    assertEquals("error exact 7 5", next(), path);
  }

  @Test
  void aWholeAnswerThatIsCutIsUnknown() {
    Scene.engine()
        .script(
            "told",
            call -> {
              call.send(
                  "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 999\r\n\r\n"
                      + "{\"choices\":[{\"message\":{\"content\":\"so far");
              call.reset();
            });
    ask(
        "/v1/messages",
        "messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"max_tokens\":9",
        false);
    assertEquals("error unknown 0 0", next());
  }

  private static void ask(String path, String fields, boolean stream) {
    RestAssured.given()
        .header("authorization", "Bearer " + Scene.KEY)
        .contentType("application/json")
        .body("{\"model\":\"told\",\"stream\":%s,\"%s}".formatted(stream, fields))
        .post(path);
  }

  private static String words(JsonNode data) {
    return String.join(
        " ",
        data.path("outcome").asText(),
        data.path("tokensSource").asText(),
        data.path("tokensIn").asText(),
        data.path("tokensOut").asText());
  }

  /// What the next event of the model says.
  private String next() {
    String queue = sqs.getQueueUrl(r -> r.queueName("corral-usage")).join().queueUrl();
    List<String> found = new ArrayList<>();
    await()
        .until(() -> {
          for (Message message :
              sqs.receiveMessage(r -> r.queueUrl(queue).maxNumberOfMessages(10))
                  .join()
                  .messages()) {
            JsonNode data = JSON.readTree(message.body()).path("data");
            if (data.path("model").asText().equals("told")) {
              found.add(words(data));
            }
            sqs.deleteMessage(r -> r.queueUrl(queue).receiptHandle(message.receiptHandle())).join();
          }
          return !found.isEmpty();
        });
    assertEquals(1, found.size());
    return found.getFirst();
  }
}
