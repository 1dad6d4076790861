package dev.corral.gateway.session;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.corral.gateway.world.Issuer;
import dev.corral.gateway.world.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(World.class)
class TokenTest {
  @Test
  void aPersonIsWhoTheTokenSays() {
    given()
        .header("authorization", "Bearer " + World.PEOPLE.token("alice", "corral-user", "team-a"))
        .get("/api/v1/me")
        .then()
        .statusCode(200)
        .body("id", equalTo("alice"))
        .body("name", equalTo("alice"))
        .body("roles", contains("user"))
        .body("groups", contains("corral-user", "team-a"));
  }
}
