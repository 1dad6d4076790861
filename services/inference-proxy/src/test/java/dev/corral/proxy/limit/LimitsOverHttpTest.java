package dev.corral.proxy.limit;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.corral.proxy.Scene;
import dev.corral.proxy.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every limit and every budget, refused in each dialect's own words with the headers that its
/// clients look for.
@QuarkusTest
@QuarkusTestResource(World.class)
class LimitsOverHttpTest {
  private static final String SPENT =
      "\"budgets\":[{\"scope\":\"key\",\"limitEur\":5,\"spentEur\":5}]";
  private static final String ANSWER =
      """
      {"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"hi"}}],
       "usage":{"prompt_tokens":20,"completion_tokens":5},
       "message":{"role":"assistant","content":"hi"},"done":true,"prompt_eval_count":20,"eval_count":5}
      """
          .replace("\n", "");
  private static final String PEOPLE = "/internal/people/allowance";

  /// One way to speak to us, and how it says that something is too much.
  enum Way {
    OPENAI("/v1/chat/completions", "error.type", "rate_limit_error", 429, "insufficient_quota"),
    RESPONSES("/v1/responses", "error.type", "rate_limit_error", 429, "insufficient_quota"),
    ANTHROPIC("/v1/messages", "error.type", "rate_limit_error", 402, "billing_error"),
    OLLAMA("/ollama/api/chat", "", "", 429, "");

    private final String path;
    private final String field;
    private final String tooMuch;
    private final int spent;
    private final String spentType;

    Way(String path, String field, String tooMuch, int spent, String spentType) {
      this.path = path;
      this.field = field;
      this.tooMuch = tooMuch;
      this.spent = spent;
      this.spentType = spentType;
    }

    private String keyId(String what) {
      return (what + name().toLowerCase(java.util.Locale.ROOT) + "0000000000").substring(0, 12);
    }
  }

  @BeforeAll
  static void publish() {
    Scene.model("limited", "alice", true);
    Scene.model("limited-cold", "alice", false);
    Scene.engine().script("limited", call -> call.whole(200, ANSWER));
  }

  @BeforeEach
  void seen() {
    await()
        .ignoreExceptions()
        .until(() ->
            RestAssured.given()
                    .header("authorization", "Bearer " + Scene.KEY)
                    .get("/v1/models/limited-cold")
                    .statusCode()
                == 200);
  }

  private static Response ask(String credential, Way way, String model) {
    return RestAssured.given()
        .header("authorization", "Bearer " + credential)
        .contentType("application/json")
        .body(
            """
            {"model":"%s","stream":false,"%s":[{"role":"user","content":"x"}],"%s":5}\
            """
                .formatted(
                    model,
                    way == Way.RESPONSES ? "input" : "messages",
                    way == Way.RESPONSES ? "max_output_tokens" : "max_tokens"))
        .post(way.path);
  }

  private static void tooMuch(Response refused, Way way, String words) {
    var told = refused.then().statusCode(429).header("retry-after", matchesPattern("[1-9]\\d?"));
    if (way.field.isEmpty()) {
      told.body("error", containsString(words));
    } else {
      told.body(way.field, is(way.tooMuch)).body("error.message", containsString(words));
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void requests(Way way) {
    String key = Scene.key(way.keyId("rq"), "\"limits\":{\"requestsPerMinute\":2}");
    ask(key, way, "nobodys")
        .then()
        .statusCode(404)
        .header("x-ratelimit-limit-requests", nullValue());
    ask(key, way, "limited")
        .then()
        .header("x-ratelimit-limit-requests", "2")
        .header("x-ratelimit-remaining-requests", "1")
        .header("x-ratelimit-reset-requests", matchesPattern("\\d+s"));
    ask(key, way, "limited").then().header("x-ratelimit-remaining-requests", "0");
    Response refused = ask(key, way, "limited");
    tooMuch(refused, way, "2 requests per minute");
    refused
        .then()
        .header("x-ratelimit-limit-requests", "2")
        .header("x-ratelimit-remaining-requests", "0")
        .header("x-ratelimit-reset-requests", refused.header("retry-after") + "s");
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void tokens(Way way) {
    String key = Scene.key(way.keyId("tk"), "\"limits\":{\"tokensPerMinute\":30}");
    Response refused = ask(key, way, "limited");
    for (int i = 0; i < 40 && refused.statusCode() != 429; i++) {
      refused = ask(key, way, "limited");
    }
    tooMuch(refused, way, "30 tokens per minute");
    refused
        .then()
        .header("x-ratelimit-limit-tokens", "30")
        .header("x-ratelimit-reset-tokens", matchesPattern("\\d+s"));
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void streams(Way way) throws Exception {
    String key = Scene.key(way.keyId("st"), "\"limits\":{\"concurrentStreams\":1}");
    String model = "held-" + way.ordinal();
    CountDownLatch release = new CountDownLatch(1);
    Scene.engine()
        .script(
            model,
            call -> {
              release.await(20, TimeUnit.SECONDS);
              call.whole(200, ANSWER);
            });
    Scene.model(model, "alice", true);
    await()
        .ignoreExceptions()
        .until(() ->
            RestAssured.given()
                    .header("authorization", "Bearer " + Scene.KEY)
                    .get("/v1/models/" + model)
                    .statusCode()
                == 200);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = CompletableFuture.supplyAsync(() -> ask(key, way, model), threads);
      await().until(() -> Scene.engine().calls(model).size() == 1);
      tooMuch(ask(key, way, model), way, "1 requests in progress");
      release.countDown();
      first.join();
      await().until(() -> ask(key, way, model).statusCode() != 429);
    }
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void aSpentBudgetOfAKeyWakesNothing(Way way) {
    String key = Scene.key(way.keyId("bu"), SPENT);
    spent(ask(key, way, "limited-cold"), way, "The budget of this key is spent.");
    assertEquals(
        0,
        Scene.peers()
            .find(postRequestedFor(urlEqualTo("/internal/models/limited-cold/wake")))
            .size());
  }

  private static void spent(Response refused, Way way, String words) {
    var told = refused.then().statusCode(way.spent).header("retry-after", nullValue());
    if (way.spentType.isEmpty()) {
      told.body("error", is(words));
    } else {
      told.body("error.type", is(way.spentType)).body("error.message", is(words));
    }
  }

  private static String person(String name, String budgets) {
    Scene.peers()
        .register(
            post(PEOPLE)
                .withRequestBody(matchingJsonPath("$.principal", equalTo(name)))
                .willReturn(okJson("{\"budgets\":[%s]}".formatted(budgets))));
    return Scene.token(name, "corral-user", "team-a");
  }

  private static String budget(String scope, String name, String spent) {
    return "{\"scope\":\"%s\",\"name\":\"%s\",\"limitEur\":10%s}"
        .formatted(scope, name, spent.isEmpty() ? "" : ",\"spentEur\":" + spent);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void aPersonsTokenHasTheBudgetsOfPersonAndGroups(Way way) {
    String token = person("spender", budget("user", "spender", "10.01"));
    spent(ask(token, way, "limited-cold"), way, "The budget of this user is spent.");
    String member =
        person("member", budget("user", "member", "1") + "," + budget("group", "team-a", "12"));
    spent(ask(member, way, "limited-cold"), way, "The budget of the group team-a is spent.");
    String near =
        person("near", budget("user", "near", "8.5") + "," + budget("group", "team-a", ""));
    ask(near, way, "limited")
        .then()
        .header(
            "x-corral-budget-warning", "85 % of the budget of this user (10.00 EUR) are spent.");
  }

  @Test
  void whatIsSpentLaterStopsAPersonAndAnAbsentGatewayStopsNobody() {
    String token = person("changing", budget("user", "changing", "1"));
    ask(token, Way.OPENAI, "limited").then().statusCode(200);
    person("changing", budget("user", "changing", "10"));
    await().until(() -> ask(token, Way.OPENAI, "limited").statusCode() == 429);
    for (String name : new String[] {"changing", "unknown"}) {
      Scene.peers()
          .register(
              post(PEOPLE)
                  .withRequestBody(matchingJsonPath("$.principal", equalTo(name)))
                  .willReturn(serverError()));
    }
    ask(token, Way.OPENAI, "limited").then().statusCode(429).body("error.code", notNullValue());
    ask(Scene.token("unknown", "corral-user", "team-a"), Way.OPENAI, "limited")
        .then()
        .statusCode(200);
  }
}
