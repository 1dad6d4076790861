package dev.corral.gateway.edge;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.corral.gateway.world.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(World.class)
class ConsolePagesTest {
  private static final String NAVIGATION = "text/html,application/xhtml+xml,*/*;q=0.8";

  @ParameterizedTest
  @ValueSource(
      strings = {"/", "/models", "/models/tiny", "/callback?code=1&state=2", "/chat/a.b/c"})
  void everyAddressOfTheConsoleIsItsPage(String path) {
    given()
        .accept(NAVIGATION)
        .get(path)
        .then()
        .statusCode(200)
        .contentType(containsString("text/html"))
        .header("cache-control", equalTo("no-cache"))
        .body(containsString("<html"));
  }

  @Test
  void whatIsNotANavigationIsNotAPage() {
    assertThat(given().accept("application/json").get("/models").statusCode()).isEqualTo(404);
    assertThat(given().accept(NAVIGATION).post("/models").statusCode()).isEqualTo(404);
    assertThat(given().accept(NAVIGATION).get("/nothing.js").statusCode()).isEqualTo(404);
    for (String path : List.of("/api/x", "/api", "/API/x", "/q/health", "/Q/x", "/internal/x")) {
      Response response = given().accept(NAVIGATION).get(path);
      assertThat(response.statusCode()).as(path).isEqualTo(404);
      assertThat(response.contentType()).startsWith("application/problem+json");
    }
  }

  @Test
  void hashedFilesMayBeKeptForEverAndOthersNot() {
    given()
        .get("/assets/probe-0a1b2c3d.js")
        .then()
        .statusCode(200)
        .contentType(containsString("text/javascript"))
        .header("cache-control", equalTo("public, max-age=31536000, immutable"));
    given()
        .get("/assets/absent-0a1b2c3d.js")
        .then()
        .statusCode(404)
        .header("cache-control", equalTo("no-cache"));
  }

  @Test
  void anyoneMayKnowWhereToSignIn() {
    given()
        .get("/console-config.json")
        .then()
        .statusCode(200)
        .body("issuer", equalTo(World.PEOPLE.url()))
        .body("clientId", equalTo("corral-console"))
        .body("scopes", equalTo("openid profile"))
        .body("notice", equalTo("The demo model is tiny."));
  }
}
