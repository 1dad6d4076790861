package dev.corral.gateway.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.gateway.world.Gateway;
import dev.corral.gateway.world.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Keys of apps: told by the dispatcher, verified like any other, gone with the app.
@QuarkusTest
@QuarkusTestResource(World.class)
class AppKeyTest {
  private static final String HASH = "ab".repeat(32);

  private final String person = "p-" + UUID.randomUUID();
  private final String uid = UUID.randomUUID().toString();
  private final String id = uid.replace("-", "").substring(0, 12);

  @Test
  void anAppsKeySpeaksForItsOwnerAndGoesWithTheApp() {
    assertThat(put(uid, registration()).statusCode()).isEqualTo(204);
    assertThat(put(uid, registration()).statusCode()).isEqualTo(204);
    JsonObject verdict = verify(HASH);
    assertThat(verdict.getBoolean("active")).isTrue();
    assertThat(verdict.getString("principal")).isEqualTo(person);
    assertThat(verdict.getString("app")).isEqualTo("chat");
    assertThat(verdict.getJsonArray("models")).containsExactly("tiny");
    assertThat(listed()).singleElement().isEqualTo("app chat");

    assertThat(delete(uid).statusCode()).isEqualTo(204);
    assertThat(delete(uid).statusCode()).isEqualTo(204);
    assertThat(verify(HASH).getBoolean("active")).isFalse();
    assertThat(listed()).isEmpty();
  }

  @Test
  void aNewSecretAndAnotherScopeReplaceTheOldOnes() {
    put(uid, registration());
    String other = "cd".repeat(32);
    put(uid, registration().put("sha256", other).put("models", new JsonArray()));
    assertThat(verify(HASH).getBoolean("active")).isFalse();
    assertThat(verify(other).getJsonArray("models")).containsExactly("*");
    assertThat(listed()).hasSize(1);
    delete(uid);
  }

  @Test
  void itCarriesTheGroupsThatItsOwnerLaunchedWith() {
    World.DISPATCHER.clear();
    as(person)
        .body("{\"name\":\"chat\",\"type\":\"open-webui\"}")
        .post("/api/v1/apps")
        .then()
        .statusCode(202);
    put(uid, registration());
    assertThat(verify(HASH).getJsonArray("groups")).containsExactly("corral-user", "team-a");
    delete(uid);
  }

  @Test
  void itsOwnerCannotRevokeItAndOthersDoNotSeeIt() {
    put(uid, registration());
    assertThat(as(person).delete("/api/v1/keys/" + id).statusCode()).isEqualTo(409);
    assertThat(as("q-" + person).delete("/api/v1/keys/" + id).statusCode()).isEqualTo(404);
    assertThat(verify(HASH).getBoolean("active")).isTrue();
    delete(uid);
  }

  @Test
  void appsDoNotUseUpAPersonsKeys() {
    for (int i = 0; i < 8; i++) {
      String hex = "%012d".formatted(i);
      put(uid + i, registration().put("keyId", hex.replace('0', person.charAt(2 + i % 8))));
    }
    assertThat(as(person).body("{\"name\":\"own\"}").post("/api/v1/keys").statusCode())
        .isEqualTo(201);
    for (int i = 0; i < 8; i++) {
      delete(uid + i);
    }
    assertThat(listed()).containsExactly("own");
  }

  @Test
  void nobodysKeyIsTakenOver() {
    String theirs = as(person).body("{\"name\":\"own\"}").post("/api/v1/keys").path("id");
    assertThat(put(uid, registration().put("keyId", theirs)).statusCode()).isEqualTo(409);
    put(uid, registration());
    String other = UUID.randomUUID().toString();
    assertThat(put(other, registration()).statusCode()).isEqualTo(409);
    assertThat(put(uid, registration().put("owner", "mallory")).statusCode()).isEqualTo(409);
    assertThat(verify(HASH).getString("principal")).isEqualTo(person);
    delete(uid);
  }

  @ParameterizedTest
  @ValueSource(strings = {"app", "owner", "keyId", "sha256", "models"})
  void whatIsNoRegistrationIsRefused(String field) {
    Object wrong = field.equals("models") ? new JsonArray().add("A b") : "";
    var answer = put(uid, registration().put(field, wrong));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.asString()).contains(field).doesNotContain(HASH);
    assertThat(put("a.b", registration()).statusCode()).isEqualTo(400);
    assertThat(verify(HASH).getBoolean("active")).isFalse();
  }

  private JsonObject registration() {
    return new JsonObject()
        .put("app", "chat")
        .put("owner", person)
        .put("models", new JsonArray().add("tiny"))
        .put("keyId", id)
        .put("sha256", HASH);
  }

  private io.restassured.response.Response put(String appUid, JsonObject body) {
    return dispatcher().body(body.encode()).put(Gateway.management("/internal/app-keys/" + appUid));
  }

  private io.restassured.response.Response delete(String appUid) {
    return dispatcher().delete(Gateway.management("/internal/app-keys/" + appUid));
  }

  private static RequestSpecification dispatcher() {
    return RestAssured.given()
        .contentType(ContentType.JSON)
        .auth()
        .oauth2(World.CLUSTER.serviceToken("llm-dispatcher", "corral-internal"));
  }

  private JsonObject verify(String hash) {
    String question = new JsonObject().put("id", id).put("sha256", hash).encode();
    return new JsonObject(
        RestAssured.given()
            .contentType(ContentType.JSON)
            .auth()
            .oauth2(World.CLUSTER.serviceToken("inference-proxy", "corral-internal"))
            .body(question)
            .post(Gateway.management("/internal/keys/verify"))
            .asString());
  }

  private List<String> listed() {
    return as(person).get("/api/v1/keys").path("items.name");
  }

  private static RequestSpecification as(String who) {
    return RestAssured.given()
        .contentType(ContentType.JSON)
        .auth()
        .oauth2(World.PEOPLE.token(who, "corral-user", "team-a"));
  }
}
