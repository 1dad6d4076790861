package dev.corral.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.gateway.world.Gateway;
import dev.corral.gateway.world.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The doors on the management port, and who may use each.
@QuarkusTest
@QuarkusTestResource(World.class)
class InternalMatrixTest {
  private static final JsonNode ROWS =
      Contract.yaml(Contract.FOLDER.resolve("authz-matrix.yaml")).get("internal");

  @TestFactory
  Stream<DynamicTest> everyCell() {
    return ROWS.properties().stream()
        .flatMap(row ->
            row.getValue().properties().stream()
                .map(cell ->
                    DynamicTest.dynamicTest(
                        row.getKey() + " by " + cell.getKey(),
                        () ->
                            assertThat(call(row.getKey(), token(cell.getKey())))
                                .isEqualTo(cell.getValue().asInt()))));
  }

  private static int call(String operation, String token) {
    var request = RestAssured.given().contentType(ContentType.JSON);
    if (!token.isEmpty()) {
      request.auth().oauth2(token);
    }
    return switch (operation) {
      case "verifyKey" ->
          request
              .body(Contract.example("verifyKey.request"))
              .post(Gateway.management("/internal/keys/verify"))
              .statusCode();
      case "askAllowance" ->
          request
              .body(Contract.example("askAllowance.request"))
              .post(Gateway.management("/internal/people/allowance"))
              .statusCode();
      case "registerAppKey" ->
          request
              .body(Contract.example("registerAppKey.request"))
              .put(Gateway.management("/internal/app-keys/matrix-uid"))
              .statusCode();
      case "revokeAppKey" ->
          request.delete(Gateway.management("/internal/app-keys/matrix-uid")).statusCode();
      default -> throw new IllegalArgumentException(operation);
    };
  }

  private static String token(String caller) {
    return switch (caller) {
      case "anonymous" -> "";
      case "user" -> World.PEOPLE.token("alice", "corral-user");
      case "key" -> "crl_aaaaaaaaaaaa_" + "A".repeat(43);
      default -> World.CLUSTER.serviceToken(caller, "corral-internal");
    };
  }
}
