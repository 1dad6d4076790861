package dev.corral.gateway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.corral.gateway.world.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(World.class)
class AppResourceTest {
  @BeforeEach
  void clear() {
    World.DISPATCHER.clear();
  }

  @Test
  void aPersonLaunchesForThemselvesAndNobodyElse() {
    alice()
        .body(
            "{\"name\":\"chat\",\"type\":\"flowise\",\"flavour\":\"agentflow\",\"models\":[\"tiny\"]}")
        .post("/api/v1/apps")
        .then()
        .statusCode(202)
        .body("owner", equalTo("alice"))
        .body("type", equalTo("flowise"));
    var asked = new JsonObject(World.DISPATCHER.changes().getFirst().body());
    assertThat(asked.getString("owner")).isEqualTo("alice");
    assertThat(asked.getString("flavour")).isEqualTo("agentflow");
    alice()
        .body("{\"name\":\"chat\",\"type\":\"flowise\",\"owner\":\"bob\"}")
        .post("/api/v1/apps")
        .then()
        .statusCode(400)
        .body("code", equalTo("unknown_field"));
  }

  @Test
  void sharedAppsAreSeenAndWokenButNotStoppedOrEnded() {
    World.DISPATCHER.hasApp("hers", "alice", "team-a");
    World.DISPATCHER.hasApp("his", "carl");
    bob().get("/api/v1/apps").then().body("items.name", containsInAnyOrder("hers"));
    bob().get("/api/v1/apps/hers").then().statusCode(200);
    bob().post("/api/v1/apps/hers/wake").then().statusCode(202);
    bob().post("/api/v1/apps/hers/stop").then().statusCode(403);
    bob().delete("/api/v1/apps/hers").then().statusCode(403);
    bob().body("{}").patch("/api/v1/apps/hers").then().statusCode(403);
    bob().get("/api/v1/apps/his").then().statusCode(404);
    bob().post("/api/v1/apps/his/wake").then().statusCode(404);
    bob().get("/api/v1/apps/his/timeline").then().statusCode(404);
    bob().get("/api/v1/apps/no..thing").then().statusCode(404);
  }

  @Test
  void onlyAdminsNameAnAccessPoint() {
    String body =
        "{\"name\":\"chat\",\"type\":\"open-webui\",\"storage\":\"fsap-0123456789abcdef0\"}";
    alice()
        .body(body)
        .post("/api/v1/apps")
        .then()
        .statusCode(400)
        .body("errors.field", hasItem("storage"));
    assertThat(World.DISPATCHER.changes()).isEmpty();
    as("root", "corral-admin", "corral-user")
        .body(body)
        .post("/api/v1/apps")
        .then()
        .statusCode(202);
  }

  private static RequestSpecification alice() {
    return as("alice", "corral-user");
  }

  private static RequestSpecification bob() {
    return as("bob", "corral-user", "team-a");
  }

  private static RequestSpecification as(String who, String... groups) {
    return RestAssured.given()
        .contentType(ContentType.JSON)
        .auth()
        .oauth2(World.PEOPLE.token(who, groups));
  }
}
