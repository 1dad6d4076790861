package dev.corral.metrics.report;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;

import dev.corral.metrics.Surroundings;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@WithTestResource(Surroundings.class)
class BadInputTest {

  @ParameterizedTest
  @CsvSource({
    "usage?from=yesterday, from",
    "usage?from=, from",
    "usage?to=2026-13-01T00:00:00Z, to",
    "usage?to=+1000000000-12-31T23:59:59Z, to",
    "usage?from=2026-11-20T20:00:00Z&to=2026-11-20T20:00:00Z, from",
    "usage?from=2026-11-20T21:00:00Z&to=2026-11-20T20:00:00Z, from",
    "usage?from=2026-01-01T00:00:00Z&to=2026-11-20T20:00:00Z, from",
    "usage?groupBy=keys, groupBy",
    "usage?principal=, principal",
    "latency?from=1, from",
    "latency?principal=%20, principal",
    "summary?principal=, principal",
    "summary?groups=team-a, groups"
  })
  void isRefusedByField(String query, String field) {
    gateway()
        .urlEncodingEnabled(false)
        .get("/internal/" + query.replace("+", "%2B"))
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("code", is("invalid_field"))
        .body("errors.field", hasItem(field));
  }

  @Test
  void aNameOfThreeHundredCharactersIsRefused() {
    gateway()
        .queryParam("principal", "x".repeat(300))
        .get("/internal/summary")
        .then()
        .statusCode(400)
        .body("errors.field", hasItem("principal"));
  }

  @Test
  void whatIsNotThereIsNotFound() {
    gateway().get("/internal/costs").then().statusCode(404).body("code", is("not_found"));
    gateway().post("/internal/usage").then().statusCode(405).body("code", is("method_not_allowed"));
  }

  private static RequestSpecification gateway() {
    return given().auth().oauth2(Surroundings.issuer().gateway());
  }
}
