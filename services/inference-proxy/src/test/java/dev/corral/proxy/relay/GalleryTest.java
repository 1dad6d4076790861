package dev.corral.proxy.relay;

import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.WireMock;
import dev.corral.proxy.ImageScene;
import dev.corral.proxy.Scene;
import dev.corral.proxy.World;
import dev.corral.proxy.image.Samples;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The doors for the gateway: a gallery that is each person's own, and the prompt check, which is a
/// chat with the platform's judge.
@QuarkusTest
@QuarkusTestResource(World.class)
class GalleryTest {
  private static final String IMAGES = "/internal/images";
  private static final String ODD = "team/../x|a=b@c:d";

  @BeforeAll
  static void publish() {
    ImageScene.bedrock("gallery", "stability.stable-image-core-v1:1");
    Scene.model("judge", "somebody-else", true);
  }

  @BeforeEach
  void seen() {
    await().ignoreExceptions().until(() -> ImageScene.listed("gallery"));
  }

  private static String made(String person) {
    return RestAssured.given()
        .header("authorization", "Bearer " + Scene.token(person, "corral-user", "team-a"))
        .contentType("application/json")
        .body("{\"model\":\"gallery\",\"prompt\":\"a cat\"}")
        .post("/v1/images/generations")
        .then()
        .statusCode(200)
        .extract()
        .path("data[0].corral.id");
  }

  private static RequestSpecification as(String person) {
    return RestAssured.given()
        .baseUri(ImageScene.management())
        .header("authorization", "Bearer " + ImageScene.serviceToken("gateway"))
        .header("x-corral-principal", person);
  }

  @Test
  void theNewestComesFirstInPages() {
    String first = made("pager");
    String second = made("pager");
    String third = made("pager");
    Response page = as("pager").queryParam("limit", 2).get(IMAGES);
    page.then().statusCode(200).body("nextCursor", is(second)).body("items[0].costUsd", is(0.04f));
    assertEquals(List.of(third, second), page.path("items.id"));
    as("pager")
        .queryParam("limit", 2)
        .queryParam("cursor", second)
        .get(IMAGES)
        .then()
        .body("items", hasSize(1))
        .body("items[0].id", is(first))
        .body("nextCursor", equalTo(null));
  }

  @Test
  void aPictureIsItsOwnersAlone() throws Exception {
    String id = made(ODD);
    String url =
        as(ODD)
            .get(IMAGES + "/" + id)
            .then()
            .statusCode(200)
            .body("model", is("gallery"))
            .extract()
            .path("url");
    assertTrue(Samples.decoded(URI.create(url).toURL().openStream().readAllBytes()).getWidth() > 0);
    for (String other : List.of("team", "x|a=b@c:d", "team/..", "alice")) {
      as(other).get(IMAGES + "/" + id).then().statusCode(404);
      as(other).delete(IMAGES + "/" + id).then().statusCode(404);
      as(other).get(IMAGES).then().statusCode(200);
    }
    as(ODD).get(IMAGES).then().body("items.id", is(List.of(id)));
    as(ODD).delete(IMAGES + "/" + id).then().statusCode(200);
    as(ODD).get(IMAGES + "/" + id).then().statusCode(404);
    as(ODD).get(IMAGES).then().body("items", hasSize(0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", "x", "..%2Falice%2Fx", "00000000-0000-8000-8000-00000000000g"})
  void otherIdsAreNobodys(String id) {
    as("alice").urlEncodingEnabled(false).get(IMAGES + "/" + id).then().statusCode(404);
  }

  @Test
  void theDoorIsTheGatewaysAlone() {
    RestAssured.given().baseUri(ImageScene.management()).get(IMAGES).then().statusCode(401);
    RestAssured.given()
        .baseUri(ImageScene.management())
        .header("authorization", "Bearer " + ImageScene.serviceToken("llm-dispatcher"))
        .header("x-corral-principal", "alice")
        .get(IMAGES)
        .then()
        .statusCode(403);
    as("a b").get(IMAGES).then().statusCode(400);
  }

  private static void judgeSays(String content) {
    Scene.engine()
        .script(
            "judge",
            call ->
                call.whole(
                    200,
                    "{\"choices\":[{\"message\":{\"content\":%s}}],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":6}}"
                        .formatted(com.fasterxml.jackson.databind.node.TextNode.valueOf(content))));
  }

  private static Response check(String body) {
    return check("alice", body);
  }

  private static Response check(String person, String body) {
    return as(person).contentType("application/json").body(body).post("/internal/prompt-check");
  }

  @Test
  void aPromptIsJudgedAsDataByTheConfiguredModel() {
    judgeSays("{\"verdict\":\"rewritten\",\"reason\":\"milder\",\"prompt\":\"a calm cat\"}");
    check("{\"prompt\":\"a canary cat\",\"kind\":\"image\",\"groups\":[\"corral-user\"]}")
        .then()
        .statusCode(200)
        .body("verdict", is("rewritten"))
        .body("prompt", is("a calm cat"));
    String asked = Scene.engine().calls("judge").getLast().body();
    assertTrue(asked.contains("{\\\"prompt\\\":\\\"a canary cat\\\"}"), asked);
    assertTrue(asked.contains("\"stream\":false"));
  }

  @Test
  void whoseBudgetIsSpentAsksNoJudge() {
    Scene.peers()
        .register(
            post("/internal/people/allowance")
                .withRequestBody(matchingJsonPath("$.principal", WireMock.equalTo("judged-out")))
                .willReturn(
                    okJson(
                        "{\"budgets\":[{\"scope\":\"user\",\"name\":\"judged-out\",\"limitEur\":1,\"spentEur\":1}]}")));
    judgeSays("{\"verdict\":\"allowed\",\"reason\":\"fine\"}");
    int before = Scene.engine().calls("judge").size();
    check("judged-out", "{\"prompt\":\"x\",\"kind\":\"text\",\"groups\":[\"corral-user\"]}")
        .then()
        .statusCode(429)
        .body("code", is("budget_spent"));
    assertEquals(before, Scene.engine().calls("judge").size());
  }

  @Test
  void anUnclearVerdictIsNone() {
    judgeSays("I think it is allowed.");
    check("{\"prompt\":\"x\",\"kind\":\"text\"}")
        .then()
        .statusCode(503)
        .body("code", is("unavailable"));
    check("{\"prompt\":\"x\",\"kind\":\"video\"}").then().statusCode(400);
    check("{\"prompt\":\"x\",\"kind\":\"text\",\"model\":\"y\"}").then().statusCode(400);
    check("nothing").then().statusCode(400);
    assertFalse(check("{\"prompt\":\"canary\",\"kind\":\"text\"}").asString().contains("canary"));
  }

  @Test
  void aJudgeThatHangsIsNotWaitedFor() {
    Scene.engine().script("judge", call -> call.awaitClose());
    check("{\"prompt\":\"x\",\"kind\":\"text\"}").then().statusCode(503);
  }
}
