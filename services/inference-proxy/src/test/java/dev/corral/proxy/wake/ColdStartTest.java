package dev.corral.proxy.wake;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.WireMock;
import dev.corral.proxy.Scene;
import dev.corral.proxy.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// The cold start in both dialects, streamed and whole, with a scripted dispatcher.
@QuarkusTest
@QuarkusTestResource(World.class)
class ColdStartTest {
  private static final String OPENAI = "/v1/chat/completions";
  private static final String OLLAMA = "/ollama/api/chat";

  private static void cold(String model, String state) {
    String view =
        "{\"name\":\"%s\",\"uid\":\"u\",\"state\":\"%s\",\"phase\":\"weights\",\"reason\":\"OutOfMemory\",\"etaSeconds\":7,\"suspended\":false,\"costPerHourEur\":0.42}"
            .formatted(model, state);
    WireMock peers = Scene.peers();
    peers.register(post("/internal/models/" + model + "/wake").willReturn(jsonResponse(view, 202)));
    peers.register(get("/internal/models/" + model).willReturn(jsonResponse(view, 200)));
    publish(model);
  }

  private static void publish(String model) {
    Scene.model(model, "alice", false);
    Scene.engine()
        .script(
            model,
            call -> {
              boolean ollama = call.head().contains("/api/");
              if (call.body().contains("\"stream\":true")
                  || (ollama && !call.body().contains("\"stream\":false"))) {
                call.streamHead();
                call.chunk(
                    ollama
                        ? "{\"message\":{\"content\":\"hi\"},\"done\":false}\n{\"message\":{\"content\":\"\"},\"done\":true,\"total_duration\":5,\"eval_count\":1}\n"
                        : "data: {\"choices\":[{\"delta\":{\"content\":\"hi\"}}]}\n\ndata: [DONE]\n\n");
                call.last();
              } else {
                call.whole(200, ollama ? "{\"done\":true,\"eval_count\":1}" : "{\"choices\":[]}");
              }
            });
    await().ignoreExceptions().until(() -> given().get("/v1/models/" + model).statusCode() == 200);
  }

  private static io.restassured.specification.RequestSpecification given() {
    return RestAssured.given()
        .header("authorization", "Bearer " + Scene.KEY)
        .contentType("application/json");
  }

  private static Response ask(String path, String model, boolean stream) {
    return given()
        .body("{\"model\":\"%s\",\"stream\":%s,\"messages\":[]}".formatted(model, stream))
        .post(path);
  }

  private static int wakes(String model) {
    return Scene.peers()
        .find(postRequestedFor(urlEqualTo("/internal/models/" + model + "/wake")))
        .size();
  }

  @Test
  void streamsGetSignsOfLifeAndThenTokens() {
    cold("cold-stream", "launching");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var openAi = CompletableFuture.supplyAsync(() -> ask(OPENAI, "cold-stream", true), threads);
      var ollama = CompletableFuture.supplyAsync(() -> ask(OLLAMA, "cold-stream", true), threads);
      await().pollDelay(700, TimeUnit.MILLISECONDS).until(() -> wakes("cold-stream") == 1);
      Scene.ready("cold-stream", true);
      String sse = openAi.join().then().statusCode(200).extract().asString();
      assertTrue(sse.startsWith(": waking state=launching phase="), sse);
      assertTrue(sse.contains(": waking state=launching phase=weights eta_seconds=7\n\n"), sse);
      assertTrue(sse.endsWith("\"hi\"}}]}\n\ndata: [DONE]\n\n"), sse);
      String lines = ollama.join().then().statusCode(200).extract().asString();
      assertTrue(lines.startsWith("{\"model\":\"cold-stream\",\"created_at\":\""), lines);
      assertTrue(
          lines.contains("\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":false"),
          lines);
      assertTrue(
          lines.contains("\"total_duration\":5,\"eval_count\":1,\"corral\":{\"queue_ms\":"), lines);
    }
    assertEquals(1, wakes("cold-stream"));
    Scene.peers()
        .verifyThat(
            postRequestedFor(urlEqualTo("/internal/models/cold-stream/wake"))
                .withHeader("x-corral-principal", equalTo("alice")));
  }

  @Test
  void wholeAnswersAreHeldAndThenToldToRetry() {
    cold("cold-whole", "launching");
    ask(OPENAI, "cold-whole", false)
        .then()
        .statusCode(503)
        .header("retry-after", "7")
        .header("x-corral-model", "cold-whole")
        .body("error.code", is("model_starting"))
        .body("error.loading.status", is("starting"))
        .body("error.loading.phase", is("weights"))
        .body("error.loading.eta_seconds", is(7))
        .body("error.loading.status_url", is("/api/v1/models/cold-whole"))
        .body("error.loading.cost_per_hour_eur", is(0.42f));
    ask(OLLAMA, "cold-whole", false)
        .then()
        .statusCode(503)
        .header("retry-after", "7")
        .body("error", notNullValue())
        .body("loading.model", is("cold-whole"));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var held = CompletableFuture.supplyAsync(() -> ask(OPENAI, "cold-whole", false), threads);
      await().pollDelay(200, TimeUnit.MILLISECONDS).until(() -> !held.isDone());
      Scene.ready("cold-whole", true);
      held.join().then().statusCode(200).header("x-corral-queue-ms", notNullValue());
    }
  }

  @Test
  void aFailedModelIsNotToldToRetry() {
    cold("cold-failed", "failed");
    ask(OPENAI, "cold-failed", false)
        .then()
        .statusCode(503)
        .header("retry-after", nullValue())
        .body("error.code", is("model_failed"))
        .body("error.message", is("The model 'cold-failed' cannot be started (OutOfMemory)."));
    // While nobody tries again, all are told when somebody may; nothing is woken.
    for (boolean stream : new boolean[] {true, false}) {
      ask(OPENAI, "cold-failed", stream)
          .then()
          .statusCode(503)
          .header("retry-after", notNullValue())
          .body("error.code", is("model_failed"));
      ask(OLLAMA, "cold-failed", stream)
          .then()
          .statusCode(503)
          .header("retry-after", notNullValue())
          .body("error", is("The model 'cold-failed' cannot be started (OutOfMemory)."));
    }
    assertEquals(1, wakes("cold-failed"));
  }

  @Test
  void aFailureInTheMiddleOfAStreamIsSaidInIt() {
    cold("cold-broken", "failed");
    String line = ask(OLLAMA, "cold-broken", true).then().statusCode(200).extract().asString();
    assertTrue(
        line.endsWith("{\"error\":\"The model 'cold-broken' cannot be started (OutOfMemory).\"}\n"),
        line);
  }

  @Test
  void headersTellWhoAnswersAndWhichWake() {
    cold("cold-told", "launching");
    long began = System.nanoTime();
    given()
        .header("x-wake-wait", "0")
        .body("{\"model\":\"cold-told\",\"messages\":[]}")
        .post(OPENAI)
        .then()
        .statusCode(503)
        .header("x-corral-model-state", "launching")
        .header("x-corral-served-by", "cold-told")
        .header("x-wake-id", notNullValue())
        .body("error.loading.position", is(1))
        .body("error.loading.wake_id", notNullValue());
    assertTrue(System.nanoTime() - began < TimeUnit.MILLISECONDS.toNanos(900), "it was held");
    Scene.ready("cold-told", true);
    await()
        .untilAsserted(() ->
            ask(OPENAI, "cold-told", false)
                .then()
                .statusCode(200)
                .header("x-corral-model-state", "active"));
  }

  @Test
  void aChatWindowCanShowTheWaitAsThoughts() {
    cold("cold-thoughts", "launching");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var streams =
          java.util.stream.Stream.of(OPENAI, OLLAMA)
              .map(path ->
                  CompletableFuture.supplyAsync(
                      () ->
                          given()
                              .header("x-wake-text", "reasoning")
                              .body("{\"model\":\"cold-thoughts\",\"stream\":true,\"messages\":[]}")
                              .post(path)
                              .asString(),
                      threads))
              .toList();
      await().pollDelay(700, TimeUnit.MILLISECONDS).until(() -> wakes("cold-thoughts") == 1);
      Scene.ready("cold-thoughts", true);
      String openAi = streams.getFirst().join();
      assertTrue(
          openAi.contains("\"reasoning_content\":\"The model is starting: weights, about 7 s"),
          openAi);
      assertTrue(openAi.endsWith("data: [DONE]\n\n"), openAi);
      String ollama = streams.getLast().join();
      assertTrue(
          ollama.contains("\"thinking\":\"The model is starting: weights, about 7 s"), ollama);
    }
  }

  @Test
  void anotherModelMayAnswerMeanwhileAndTheWakeBegins() {
    cold("cold-first", "launching");
    cold("cold-other", "launching");
    Scene.ready("cold-other", true);
    await()
        .untilAsserted(() ->
            given()
                .header("x-corral-fallback", "cold-other")
                .body("{\"model\":\"cold-first\",\"messages\":[]}")
                .post(OPENAI)
                .then()
                .statusCode(200)
                .header("x-corral-served-by", "cold-other")
                .header("x-corral-model", "cold-other"));
    await().until(() -> wakes("cold-first") == 1);
    given()
        .header("x-corral-fallback", "nobody-knows-it")
        .header("x-wake-wait", "0")
        .body("{\"model\":\"cold-first\",\"messages\":[]}")
        .post(OPENAI)
        .then()
        .statusCode(503)
        .header("x-corral-served-by", "cold-first");
  }

  @Test
  void fiveHundredRequestsWakeOnceAHundredWaitAndTheOthersAreRefused() {
    cold("cold-storm", "launching");
    List<CompletableFuture<Response>> waiting = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 500; i++) {
        waiting.add(CompletableFuture.supplyAsync(() -> ask(OPENAI, "cold-storm", true), threads));
      }
      await()
          .atMost(90, TimeUnit.SECONDS)
          .until(() -> waiting.stream().filter(CompletableFuture::isDone).count() >= 400);
      Scene.ready("cold-storm", true);
      long served =
          waiting.stream().filter(r -> r.join().asString().endsWith("[DONE]\n\n")).count();
      List<Response> refused =
          waiting.stream().map(CompletableFuture::join).filter(r -> r.statusCode() == 429).toList();
      assertEquals(100, served);
      assertEquals(400, refused.size());
      refused
          .getFirst()
          .then()
          .header("retry-after", notNullValue())
          .body("error.code", is("too_many_requests"));
    }
    assertEquals(1, wakes("cold-storm"));
  }

  /// Who comes first with very many takes no seat that another one could have as well.
  @Test
  void fourHundredAndFiftyOfOnePrincipalLeaveHalfOfTheSeatsToAnother() {
    cold("cold-fair", "launching");
    String bob = Scene.token("bob", "corral-user", "team-a");
    List<CompletableFuture<Response>> many = new ArrayList<>();
    List<CompletableFuture<Response>> few = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 450; i++) {
        many.add(CompletableFuture.supplyAsync(() -> ask(OPENAI, "cold-fair", true), threads));
      }
      await().atMost(90, TimeUnit.SECONDS).until(() -> done(many) == 350);
      for (int i = 0; i < 50; i++) {
        few.add(
            CompletableFuture.supplyAsync(
                () ->
                    RestAssured.given()
                        .header("authorization", "Bearer " + bob)
                        .contentType("application/json")
                        .body("{\"model\":\"cold-fair\",\"stream\":true,\"messages\":[]}")
                        .post(OPENAI),
                threads));
      }
      await().atMost(60, TimeUnit.SECONDS).until(() -> done(many) == 400);
      assertEquals(0, done(few), "they wait");
      Scene.ready("cold-fair", true);
      assertEquals(50, served(few));
      assertEquals(50, served(many));
      long gaveWay =
          many.stream().filter(one -> one.join().asString().contains("too_many_requests")).count();
      assertEquals(400, gaveWay);
    }
    assertEquals(1, wakes("cold-fair"));
  }

  private static long done(List<CompletableFuture<Response>> requests) {
    return requests.stream().filter(CompletableFuture::isDone).count();
  }

  private static long served(List<CompletableFuture<Response>> requests) {
    return requests.stream().filter(r -> r.join().asString().endsWith("[DONE]\n\n")).count();
  }

  @Test
  void whoHasStartedEnoughIsToldWhenToComeAgain() {
    Scene.peers()
        .register(
            post("/internal/models/cold-limit/wake")
                .willReturn(
                    aResponse()
                        .withStatus(429)
                        .withHeader("Retry-After", "1200")
                        .withHeader("Content-Type", "application/problem+json")
                        .withBody("{\"code\":\"too_many_requests\"}")));
    publish("cold-limit");
    ask(OPENAI, "cold-limit", false)
        .then()
        .statusCode(429)
        .header("retry-after", "1200")
        .body("error.type", is("rate_limit_error"))
        .body("error.code", is("launch_limit"));
    ask(OLLAMA, "cold-limit", false)
        .then()
        .statusCode(429)
        .header("retry-after", "1200")
        .body("error", notNullValue());
  }

  @Test
  void aDispatcherThatIsAwayIsAskedAgainUntilTheDeadline() {
    Scene.peers()
        .register(post("/internal/models/cold-away/wake").willReturn(aResponse().withStatus(500)));
    publish("cold-away");
    ask(OPENAI, "cold-away", false)
        .then()
        .statusCode(503)
        .header("retry-after", notNullValue())
        .body("error.code", is("model_starting"));
    assertTrue(wakes("cold-away") >= 2);
  }

  @Test
  void onlyAnAuthorisedPromptWakes() {
    cold("cold-quiet", "launching");
    given().get("/v1/models");
    given().get("/ollama/api/tags");
    given().get("/ollama/api/ps");
    given().body("{\"model\":\"cold-quiet\"}").post("/ollama/api/show").then().statusCode(200);
    RestAssured.given()
        .contentType("application/json")
        .body("{\"model\":\"cold-quiet\"}")
        .post(OPENAI)
        .then()
        .statusCode(401);
    RestAssured.given()
        .header("authorization", "Bearer " + Scene.token("bob", "corral-user"))
        .contentType("application/json")
        .body("{\"model\":\"cold-quiet\"}")
        .post(OPENAI)
        .then()
        .statusCode(404);
    given().body("{\"model\":\"cold-quiet\",\"n\":99}").post(OPENAI).then().statusCode(400);
    assertEquals(0, wakes("cold-quiet"));
  }
}
