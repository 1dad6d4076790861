package dev.corral.proxy.tally;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.corral.proxy.Scene;
import dev.corral.proxy.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.Message;

/// One event per admitted request in the real queue, as the contract says, without a word of it.
@QuarkusTest
@QuarkusTestResource(World.class)
class UsageTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Inject SqsAsyncClient sqs;

  @Test
  void everyAdmittedRequestIsInTheQueueOnce() throws IOException {
    Scene.model("counted", "alice", true);
    Scene.engine()
        .script(
            "counted",
            call -> {
              if (call.body().contains("cut")) {
                call.streamHead();
                call.chunk("data: {\"choices\":[{\"delta\":{\"content\":\"canary-out\"}}]}\n\n");
                call.reset();
              } else {
                call.whole(
                    200,
                    "{\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":4,"
                        + "\"prompt_tokens_details\":{\"cached_tokens\":2},"
                        + "\"completion_tokens_details\":{\"reasoning_tokens\":1}}}");
              }
            });
    String queue = sqs.getQueueUrl(r -> r.queueName("corral-usage")).join().queueUrl();
    sqs.purgeQueue(r -> r.queueUrl(queue)).join(); // other tests have left theirs
    await().ignoreExceptions().until(() -> ask("canary-in", false) == 200);
    ask("canary-in cut", true);
    List<JsonNode> events = new ArrayList<>();
    await().until(() -> receive(queue, events) >= 2);
    for (JsonNode event : events) {
      assertEquals(
          Set.of(),
          Set.copyOf(
              JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                  .getSchema(Files.readString(Path.of("src/main/contract/usage-event.schema.json")))
                  .validate(event)));
      assertFalse(event.toString().contains("canary"));
    }
    JsonNode done = events.getFirst().get("data");
    assertEquals("done exact 3 4 alice", words(done));
    assertEquals("abcdefghij12", done.get("keyId").asText());
    assertEquals(2, done.get("tokensCached").asInt());
    assertEquals(1, done.get("tokensReasoning").asInt());
    assertFalse(done.has("tokensCacheWritten"), "the engine tells of none");
    JsonNode cut = events.get(1).get("data");
    assertEquals(
        "error estimated", cut.get("outcome").asText() + " " + cut.get("tokensSource").asText());
    assertEquals(1, cut.get("tokensOut").asInt());
  }

  private static String words(JsonNode data) {
    return String.join(
        " ",
        data.get("outcome").asText(),
        data.get("tokensSource").asText(),
        data.get("tokensIn").asText(),
        data.get("tokensOut").asText(),
        data.get("principal").asText());
  }

  private static int ask(String words, boolean stream) {
    return RestAssured.given()
        .header("authorization", "Bearer " + Scene.KEY)
        .contentType("application/json")
        .body(
            "{\"model\":\"counted\",\"stream\":%s,\"messages\":[\"%s\"]}".formatted(stream, words))
        .post("/v1/chat/completions")
        .statusCode();
  }

  private int receive(String queue, List<JsonNode> events) throws IOException {
    for (Message message :
        sqs.receiveMessage(r -> r.queueUrl(queue).maxNumberOfMessages(10)).join().messages()) {
      JsonNode event = JSON.readTree(message.body());
      if (event.at("/data/model").asText().equals("counted")) {
        events.add(event);
      }
      sqs.deleteMessage(r -> r.queueUrl(queue).receiptHandle(message.receiptHandle())).join();
    }
    events.sort((a, b) -> a.get("time").asText().compareTo(b.get("time").asText()));
    return events.size();
  }
}
