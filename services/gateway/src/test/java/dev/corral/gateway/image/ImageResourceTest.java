package dev.corral.gateway.image;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.is;

import dev.corral.gateway.world.TestProxy;
import dev.corral.gateway.world.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(World.class)
class ImageResourceTest {
  @BeforeEach
  void forget() {
    World.PROXY.seen.clear();
    World.PROXY.judged.clear();
  }

  private static RequestSpecification as(String person) {
    return given().auth().oauth2(World.PEOPLE.token(person, "corral-user", "team-a"));
  }

  @Test
  void theProxyIsAskedForThePersonWithOurOwnToken() {
    as("alice")
        .get("/api/v1/images?limit=5&cursor=" + TestProxy.IMAGE)
        .then()
        .statusCode(200)
        .body("items[0].model", is("painter"))
        .body("nextCursor", is(TestProxy.IMAGE));
    TestProxy.Seen asked = World.PROXY.seen.getLast();
    assertThat(asked.uri()).isEqualTo("/internal/images?limit=5&cursor=" + TestProxy.IMAGE);
    assertThat(asked.headers().get("x-corral-principal")).isEqualTo("alice");
    assertThat(asked.headers().get("authorization")).isEqualTo("Bearer " + World.OWN_TOKEN);
  }

  @Test
  void anotherPersonsPictureIsNotThere() {
    as("alice").get("/api/v1/images/" + TestProxy.IMAGE).then().statusCode(200);
    as("bob").get("/api/v1/images/" + TestProxy.IMAGE).then().statusCode(404);
    as("bob").delete("/api/v1/images/" + TestProxy.IMAGE).then().statusCode(404);
    as("alice").delete("/api/v1/images/" + TestProxy.IMAGE).then().statusCode(204);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "ff1a6b2c",
        "FF1A6B2C-3D4E-8F00-8123-456789ABCDEF",
        "ff1a6b2c-3d4e-8f00-8123-456789abcdef&limit=100",
        "ff1a6b2c-3d4e-8f00-8123-456789abcde~"
      })
  void anIdOfAnotherFormNeverReachesTheProxy(String id) {
    as("alice").urlEncodingEnabled(true).get("/api/v1/images/{id}", id).then().statusCode(404);
    as("alice").queryParam("cursor", id).get("/api/v1/images").then().statusCode(404);
    assertThat(World.PROXY.seen).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "101", "-1", "1e2", "ten", "1000"})
  void aPageIsNeitherEmptyNorLarge(String limit) {
    as("alice")
        .queryParam("limit", limit)
        .get("/api/v1/images")
        .then()
        .statusCode(400)
        .body("errors[0].field", is("limit"));
  }

  @Test
  void aPromptIsJudgedForThePersonAndTheirGroups() {
    as("alice")
        .contentType(ContentType.JSON)
        .body("{\"prompt\":\"a cat\",\"kind\":\"image\"}")
        .post("/api/v1/prompt-check")
        .then()
        .statusCode(200)
        .body("verdict", is("rewritten"));
    assertThat(World.PROXY.judged.getLast())
        .contains("\"prompt\":\"a cat\"", "\"kind\":\"image\"", "team-a", "corral-user");
  }

  @Test
  void whoCanHelpIsSaidWhereNobodyJudges() {
    as("alice")
        .contentType(ContentType.JSON)
        .body("{\"prompt\":\"nobody judges\",\"kind\":\"text\"}")
        .post("/api/v1/prompt-check")
        .then()
        .statusCode(503)
        .body("code", is("not_configured"))
        .body("detail", is("Set corral.prompt-check.model."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"prompt\":\"\",\"kind\":\"image\"}",
        "{\"prompt\":\"x\",\"kind\":\"video\"}",
        "{\"prompt\":\"x\"}",
        "{\"prompt\":\"x\",\"kind\":\"text\",\"groups\":[\"corral-admin\"]}"
      })
  void whatIsNotAPromptIsRefused(String body) {
    as("alice")
        .contentType(ContentType.JSON)
        .body(body)
        .post("/api/v1/prompt-check")
        .then()
        .statusCode(400);
    assertThat(World.PROXY.judged).isEmpty();
  }
}
