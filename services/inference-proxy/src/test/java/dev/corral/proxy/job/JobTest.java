package dev.corral.proxy.job;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.client.WireMock;
import dev.corral.proxy.Scene;
import dev.corral.proxy.World;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// Prompts that nobody waits for, with a real queue and a real store.
@QuarkusTest
@QuarkusTestResource(World.class)
class JobTest {
  private static final String CHAT = "/v1/chat/completions";
  private static final String ANSWER =
      "{\"choices\":[{\"message\":{\"content\":\"42\"}}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":5}}";
  private static String gateway = "";

  @BeforeAll
  static void gatewayToken() {
    gateway = service("gateway");
  }

  private static String service(String name) {
    try (KubernetesClient cluster = Scene.cluster()) {
      Scene.namespace(cluster, "corral-system");
      var accounts = cluster.serviceAccounts().inNamespace("corral-system");
      if (accounts.withName(name).get() == null) {
        accounts
            .resource(
                new ServiceAccountBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .withNamespace("corral-system")
                    .endMetadata()
                    .build())
            .create();
      }
      return accounts
          .withName(name)
          .tokenRequest(
              new TokenRequestBuilder()
                  .withNewSpec()
                  .withAudiences("corral-internal")
                  .withExpirationSeconds(600L)
                  .endSpec()
                  .build())
          .getStatus()
          .getToken();
    }
  }

  private static void model(String name, boolean ready) {
    String view =
        "{\"name\":\"%s\",\"state\":\"launching\",\"phase\":\"weights\",\"etaSeconds\":7,\"suspended\":false}"
            .formatted(name);
    WireMock peers = Scene.peers();
    peers.register(post("/internal/models/" + name + "/wake").willReturn(jsonResponse(view, 202)));
    peers.register(get("/internal/models/" + name).willReturn(jsonResponse(view, 200)));
    Scene.engine().script(name, call -> call.whole(200, ANSWER));
    Scene.model(name, "alice", ready);
    await()
        .ignoreExceptions()
        .until(() ->
            RestAssured.given()
                    .header("authorization", "Bearer " + Scene.KEY)
                    .get("/v1/models/" + name)
                    .statusCode()
                == 200);
  }

  private static Response ask(String path, String body) {
    return ask(Scene.KEY, path, body);
  }

  private static Response ask(String key, String path, String body) {
    return RestAssured.given()
        .header("authorization", "Bearer " + key)
        .header("prefer", "wait=5, respond-async")
        .contentType("application/json")
        .body(body)
        .post(path);
  }

  private static String prompt(String model) {
    return "{\"model\":\"%s\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"CANARY\"}]}"
        .formatted(model);
  }

  private static ValidatableResponse job(String id, String owner) {
    return RestAssured.given()
        .header("authorization", "Bearer " + gateway)
        .header("x-corral-principal", owner)
        .get(management() + "/internal/jobs/" + id)
        .then();
  }

  private static String management() {
    return "http://127.0.0.1:"
        + ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
  }

  private static void awaitStatus(String id, String status) {
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> status.equals(job(id, "alice").extract().path("status")));
  }

  @Test
  void aPromptIsAcceptedAnsweredAndReadByItsOwnerOnly() {
    model("job-warm", true);
    Response accepted = ask(CHAT, prompt("job-warm"));
    String id =
        accepted
            .then()
            .statusCode(202)
            .header("preference-applied", "respond-async")
            .body("status", is("queued"))
            .extract()
            .path("job");
    assertEquals("/api/v1/prompts/" + id, accepted.path("status_url"));
    awaitStatus(id, "done");
    job(id, "alice")
        .statusCode(200)
        .body("answer.choices[0].message.content", is("42"))
        .body("usage.tokens_in", is(3))
        .body("usage.tokens_out", is(5))
        .body("usage.source", is("exact"))
        .body("served_by", is("job-warm"))
        .body("owner", is("alice"))
        .body("error", nullValue());
    job(id, "mallory").statusCode(404);
    job(UUID.randomUUID().toString(), "alice").statusCode(404);
    job("..%2f" + id, "alice").statusCode(404);
    RestAssured.get(management() + "/internal/jobs/" + id).then().statusCode(401);
    RestAssured.given()
        .header("authorization", "Bearer " + service("llm-dispatcher"))
        .get(management() + "/internal/jobs/" + id)
        .then()
        .statusCode(403);
    assertEquals(1, Scene.engine().calls("job-warm").size());
    assertTrue(Scene.engine().calls("job-warm").getFirst().body().contains("\"stream\":false"));
  }

  @Test
  void aSleepingModelIsWokenAndAnswersLater() {
    model("job-cold", false);
    String id =
        ask("/ollama/api/chat", "{\"model\":\"job-cold\",\"messages\":[]}")
            .then()
            .statusCode(202)
            .body("status", is("starting"))
            .extract()
            .path("job");
    Scene.engine().script("job-cold", call -> call.whole(200, "{\"done\":true,\"eval_count\":2}"));
    await()
        .until(() ->
            !Scene.peers()
                .find(
                    WireMock.postRequestedFor(
                        WireMock.urlEqualTo("/internal/models/job-cold/wake")))
                .isEmpty());
    Scene.ready("job-cold", true);
    awaitStatus(id, "done");
    job(id, "alice").body("answer.eval_count", is(2)).body("dialect", is("ollama"));
  }

  @Test
  void aKeyThatIsRevokedMeanwhileEndsItsJob() {
    model("job-revoked", false);
    String key = Scene.key("jobrevoked00", "\"x\":1");
    String id = ask(key, CHAT, prompt("job-revoked")).then().statusCode(202).extract().path("job");
    await()
        .until(() ->
            !Scene.peers()
                .find(
                    WireMock.postRequestedFor(
                        WireMock.urlEqualTo("/internal/models/job-revoked/wake")))
                .isEmpty());
    Scene.revoke("jobrevoked00");
    await().until(() -> ask(key, CHAT, prompt("job-revoked")).statusCode() == 401);
    Scene.ready("job-revoked", true);
    awaitStatus(id, "failed");
    job(id, "alice").body("error.error.code", is("invalid_api_key")).body("answer", nullValue());
    assertEquals(0, Scene.engine().calls("job-revoked").size());
  }

  @Test
  void aJobIsOneRequestOfTheMinute() {
    model("job-counted", true);
    String key = Scene.key("jobcounted00", "\"limits\":{\"requestsPerMinute\":2}");
    String first =
        ask(key, CHAT, prompt("job-counted")).then().statusCode(202).extract().path("job");
    awaitStatus(first, "done");
    String second =
        ask(key, CHAT, prompt("job-counted")).then().statusCode(202).extract().path("job");
    awaitStatus(second, "done");
    ask(key, CHAT, prompt("job-counted")).then().statusCode(429);
  }

  /// The pause after it may not start the model is the dispatcher's; the answer's tokens are told
  /// once, by an event that no earlier run's keeps out of the ledger.
  @Test
  void whatMayNotStartItsModelYetIsRunAgain() throws Exception {
    model("job-limited", false);
    String wake = "/internal/models/job-limited/wake";
    Scene.peers()
        .register(post(wake).willReturn(jsonResponse("{}", 429).withHeader("retry-after", "1")));
    try (SqsAsyncClient sqs = sqs()) {
      String queue = sqs.getQueueUrl(request -> request.queueName("corral-usage")).get().queueUrl();
      sqs.purgeQueue(request -> request.queueUrl(queue)).get(); // other tests have left theirs
      String id = ask(CHAT, prompt("job-limited")).then().statusCode(202).extract().path("job");
      var asked = WireMock.postRequestedFor(WireMock.urlEqualTo(wake));
      await().until(() -> Scene.peers().find(asked).size() >= 2);
      Scene.ready("job-limited", true);
      awaitStatus(id, "done");
      job(id, "alice").body("usage.tokens_out", is(5)).body("error", nullValue());
      List<JsonNode> events = new ArrayList<>();
      await().until(() -> told(sqs, queue, id, events).contains("done 3 5") && events.size() >= 2);
      List<String> words = told(sqs, queue, id, events);
      assertEquals(1, words.stream().filter("done 3 5"::equals).count());
      assertEquals(words.size() - 1, words.stream().filter("error 0 0"::equals).count());
      assertEquals(
          words.size(), events.stream().map(one -> one.at("/data/requestId")).distinct().count());
    }
    assertEquals(1, Scene.engine().calls("job-limited").size());
  }

  /// How the runs of a job ended and with how many tokens, as told by now.
  private static List<String> told(
      SqsAsyncClient sqs, String queue, String job, List<JsonNode> events) throws Exception {
    var messages =
        sqs.receiveMessage(request -> request.queueUrl(queue).maxNumberOfMessages(10))
            .get()
            .messages();
    for (var message : messages) {
      JsonNode event = new ObjectMapper().readTree(message.body());
      if (event.at("/data/job").asText().equals(job)) {
        events.add(event);
      }
      sqs.deleteMessage(r -> r.queueUrl(queue).receiptHandle(message.receiptHandle())).get();
    }
    return events.stream()
        .map(event -> event.get("data"))
        .map(data ->
            "%s %s %s"
                .formatted(
                    data.get("outcome").asText(), data.get("tokensIn"), data.get("tokensOut")))
        .toList();
  }

  @Test
  void aModelThatNeverComesMakesItExpire() {
    model("job-never", false);
    String id = ask(CHAT, prompt("job-never")).then().statusCode(202).extract().path("job");
    awaitStatus(id, "expired");
    job(id, "alice").body("error.error.code", is("model_starting"));
    assertEquals(0, Scene.engine().calls("job-never").size());
  }

  @Test
  void whatTheEngineRefusesIsKeptAsAnError() {
    model("job-refused", true);
    Scene.engine()
        .script("job-refused", call -> call.whole(400, "{\"error\":{\"message\":\"too long\"}}"));
    String id = ask(CHAT, prompt("job-refused")).then().statusCode(202).extract().path("job");
    awaitStatus(id, "failed");
    job(id, "alice").body("error.error.message", is("too long")).body("answer", nullValue());
  }

  @Test
  void whatCannotBeAJobIsRefusedAtOnce() {
    model("job-bounds", true);
    ask(CHAT, prompt("job-nowhere")).then().statusCode(404);
    ask(CHAT, prompt("job-bounds").replace("CANARY", "x".repeat(300_000)))
        .then()
        .statusCode(413)
        .body("error.code", is("body_too_large"));
    RestAssured.given()
        .header("prefer", "respond-async")
        .contentType("application/json")
        .body(prompt("job-bounds"))
        .post(CHAT)
        .then()
        .statusCode(401);
  }

  @Test
  void aMessageThatComesTwiceIsRunOnceAndPoisonIsPutAside() throws Exception {
    model("job-twice", true);
    String id = ask(CHAT, prompt("job-twice")).then().statusCode(202).extract().path("job");
    awaitStatus(id, "done");
    try (SqsAsyncClient sqs = sqs()) {
      String queue =
          sqs.getQueueUrl(request -> request.queueName("corral-prompts")).get().queueUrl();
      String again =
          "{\"job\":\"%s\",\"requestId\":\"r\",\"operation\":\"OPENAI_CHAT\",\"model\":\"job-twice\",\"principal\":{\"id\":\"alice\",\"groups\":[],\"keyId\":null,\"scope\":{\"models\":[\"*\"],\"dialects\":[\"*\"]}},\"body\":\"\",\"deadline\":\"2099-01-01T00:00:00Z\"}"
              .formatted(id);
      sqs.sendMessage(request -> request.queueUrl(queue).messageBody(again)).get();
      sqs.sendMessage(request -> request.queueUrl(queue).messageBody("{poison")).get();
      String aside =
          sqs.getQueueUrl(request -> request.queueName("corral-prompts-dlq")).get().queueUrl();
      await().until(() -> count(sqs, aside) == 1 && count(sqs, queue) == 0);
    }
    assertEquals(1, Scene.engine().calls("job-twice").size());
  }

  private static int count(SqsAsyncClient sqs, String queue) throws Exception {
    var counts =
        sqs.getQueueAttributes(request ->
                request
                    .queueUrl(queue)
                    .attributeNames(
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
            .get()
            .attributes();
    return counts.values().stream().mapToInt(Integer::parseInt).sum();
  }

  private static SqsAsyncClient sqs() {
    return SqsAsyncClient.builder()
        .endpointOverride(java.net.URI.create(Scene.setting("test.sqs")))
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(
            StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
        .build();
  }
}
