package dev.corral.proxy.wake;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.put;
import static com.github.tomakehurst.wiremock.client.WireMock.putRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.corral.proxy.Scene;
import dev.corral.proxy.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `x-corral-idle-timeout` on a prompt: who may say it, what it may say, and that the dispatcher
/// hears of it once.
@QuarkusTest
@QuarkusTestResource(World.class)
class IdleTimeoutTest {
  private static final String OPENAI = "/v1/chat/completions";
  private static final String HEADER = "x-corral-idle-timeout";

  @BeforeAll
  static void publish() {
    published("idle-bad", "alice", 200);
  }

  private static void model(String name, String owner, int dispatcher) {
    published(name, owner, dispatcher);
    seen(name);
  }

  private static void published(String name, String owner, int dispatcher) {
    Scene.model(
        name,
        owner,
        true,
        Map.of("corral.dev/uid", name + "-uid", "corral.dev/idle-timeout", "1h"));
    Scene.engine().script(name, call -> call.whole(200, "{\"choices\":[],\"done\":true}"));
    Scene.peers()
        .register(
            put("/internal/models/" + name + "/idle-timeout")
                .willReturn(dispatcher == 200 ? okJson("{}") : aResponse().withStatus(dispatcher)));
  }

  private static void seen(String name) {
    await()
        .ignoreExceptions()
        .until(() ->
            RestAssured.given()
                    .header("authorization", "Bearer " + token())
                    .get("/v1/models/" + name)
                    .statusCode()
                == 200);
  }

  private static String token() {
    return Scene.token("alice", "corral-user", "team-a");
  }

  private static ValidatableResponse ask(String path, String model, String... times) {
    var request =
        RestAssured.given()
            .header("authorization", "Bearer " + token())
            .contentType("application/json")
            .body("{\"model\":\"%s\",\"stream\":false,\"messages\":[]}".formatted(model));
    for (String time : times) {
      request.header(HEADER, time);
    }
    return request.post(path).then();
  }

  private static List<LoggedRequest> told(String model) {
    return Scene.peers()
        .find(putRequestedFor(urlEqualTo("/internal/models/" + model + "/idle-timeout")));
  }

  @Test
  void theDispatcherHearsOfAChangeOnceAndOnlyOfAChange() throws Exception {
    model("idle-once", "alice", 200);
    ask(OPENAI, "idle-once").statusCode(200).header(HEADER, nullValue());
    ask(OPENAI, "idle-once", "60m").statusCode(200).header(HEADER, is("set"));
    assertEquals(0, told("idle-once").size(), "it is so already");
    ask(OPENAI, "idle-once", "5m").statusCode(200).header(HEADER, is("asked"));
    await()
        .untilAsserted(
            () -> ask("/ollama/api/chat", "idle-once", "300s").header(HEADER, is("set")));
    assertEquals(1, told("idle-once").size());
    LoggedRequest said = told("idle-once").getFirst();
    assertEquals("{\"uid\":\"idle-once-uid\",\"idleTimeout\":\"5m\"}", said.getBodyAsString());
    assertEquals("alice", said.getHeader("x-corral-principal"));
    ask(OPENAI, "idle-once", "1h").header(HEADER, is("asked"));
  }

  @Test
  void aJobSaysItToo() {
    model("idle-job", "alice", 200);
    RestAssured.given()
        .header("authorization", "Bearer " + Scene.KEY)
        .header("prefer", "respond-async")
        .header(HEADER, "90s")
        .contentType("application/json")
        .body("{\"model\":\"idle-job\",\"messages\":[]}")
        .post(OPENAI)
        .then()
        .statusCode(202)
        .header(HEADER, is("asked"));
    await().until(() -> told("idle-job").size() == 1);
  }

  private static ValidatableResponse paint(String model, String time) {
    return RestAssured.given()
        .header("authorization", "Bearer " + token())
        .header(HEADER, time)
        .contentType("application/json")
        .body("{\"model\":\"%s\",\"prompt\":\"a cat\"}".formatted(model))
        .post("/v1/images/generations")
        .then();
  }

  @Test
  void aRequestForPicturesSaysItToo() {
    painter("idle-paint", "alice");
    painter("idle-paint-bob", "bob");
    paint("idle-paint", "soon").statusCode(400).body("error.param", is(HEADER));
    paint("idle-paint-bob", "5m").statusCode(403);
    paint("idle-paint", "5m").header(HEADER, is("asked"));
    await().until(() -> told("idle-paint").size() == 1);
    assertEquals(0, told("idle-paint-bob").size());
  }

  private static void painter(String name, String owner) {
    Scene.model(
        name,
        owner,
        true,
        "localai",
        Map.of(
            "corral.dev/dialect",
            "openai",
            "corral.dev/state",
            "active",
            "corral.dev/uid",
            name + "-uid",
            "corral.dev/idle-timeout",
            "1h"));
    Scene.engine().script(name, call -> call.whole(422, "{}"));
    Scene.peers()
        .register(put("/internal/models/" + name + "/idle-timeout").willReturn(okJson("{}")));
    seen(name);
  }

  @Test
  void aDispatcherThatIsAwayCostsNoRequest() {
    model("idle-away", "alice", 500);
    ask(OPENAI, "idle-away", "5m").statusCode(200).header(HEADER, is("asked"));
    await()
        .untilAsserted(
            () -> ask(OPENAI, "idle-away", "5m").statusCode(200).header(HEADER, is("failed")));
  }

  @Test
  void onlyTheOwnerSaysIt() {
    model("idle-bobs", "bob", 200);
    ask(OPENAI, "idle-bobs", "5m").statusCode(403).body("error.code", is("forbidden"));
    ask("/ollama/api/chat", "idle-bobs", "5m").statusCode(403);
    ask(OPENAI, "idle-nobodys", "5m").statusCode(404);
    assertEquals(0, told("idle-bobs").size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "9s", "25h", "soon", "-5m", "5m ;", "0s", "99999999999h", "m"})
  void aTimeThatIsNoneIsRefusedByName(String time) {
    seen("idle-bad");
    ask(OPENAI, "idle-bad", time)
        .statusCode(400)
        .body("error.param", is(HEADER))
        .body("error.message", containsString("from 10s to 24h"));
    ask("/ollama/api/chat", "idle-bad", time).statusCode(400).body("error", containsString(HEADER));
    ask(OPENAI, "idle-bad", "5m", "6m").statusCode(400);
    assertEquals(0, told("idle-bad").size());
    assertEquals(0, Scene.engine().calls("idle-bad").size());
  }
}
