package dev.corral.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.client.WireMock;
import dev.corral.gateway.world.Gateway;
import dev.corral.gateway.world.TestProxy;
import dev.corral.gateway.world.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@QuarkusTest
@QuarkusTestResource(World.class)
class AuthzMatrixTest {
  private static final JsonNode MATRIX =
      Contract.yaml(Contract.FOLDER.resolve("authz-matrix.yaml"));

  @Test
  void everyOperationIsInTheMatrixForEveryPrincipalAndNothingElseIs() {
    Set<String> operations =
        Contract.operations().stream().map(Contract.Operation::id).collect(Collectors.toSet());
    assertThat(names(MATRIX.get("operations"))).isEqualTo(new TreeSet<>(operations));
    Set<String> principals = names(MATRIX.get("principals"));
    MATRIX.get("operations").forEach(row -> assertThat(names(row)).isEqualTo(principals));
  }

  @TestFactory
  Stream<DynamicTest> everyCell() {
    return Contract.operations().stream()
        .flatMap(operation ->
            MATRIX.get("operations").get(operation.id()).properties().stream()
                .map(cell -> test(operation, cell)));
  }

  private DynamicTest test(Contract.Operation operation, Map.Entry<String, JsonNode> cell) {
    return DynamicTest.dynamicTest(
        operation.id() + " by " + cell.getKey(),
        () -> {
          reset(operation);
          String key = firstKeyOfAlice();
          assertThat(call(operation, token(cell.getKey(), key), key))
              .isEqualTo(cell.getValue().asInt());
          if (cell.getValue().asInt() >= 400) {
            assertThat(World.DISPATCHER.changes()).isEmpty();
          }
        });
  }

  private static void reset(Contract.Operation operation) {
    World.DISPATCHER.clear();
    if (!operation.id().equals("launchModel")) {
      World.DISPATCHER.has("tiny", "alice");
    }
    if (!operation.id().equals("launchApp")) {
      World.DISPATCHER.hasApp("tiny", "alice");
    }
    metrics("/internal/summary", "getSummary");
    metrics("/internal/usage", "getUsage");
    metrics("/internal/latency", "getLatencyReport");
    for (String person : List.of("alice", "bob", "admin")) {
      dropKeys(person);
    }
  }

  private static void metrics(String path, String operation) {
    World.METRICS.stubFor(
        WireMock.get(WireMock.urlPathEqualTo(path))
            .willReturn(WireMock.okJson(Contract.example(operation + ".response"))));
  }

  private static void dropKeys(String person) {
    String token = World.PEOPLE.token(person, "corral-user");
    List<String> ids =
        RestAssured.given().auth().oauth2(token).get("/api/v1/keys").path("items.id");
    ids.forEach(id -> RestAssured.given().auth().oauth2(token).delete("/api/v1/keys/" + id));
  }

  private static String firstKeyOfAlice() {
    return RestAssured.given()
        .auth()
        .oauth2(World.PEOPLE.token("alice", "corral-user"))
        .contentType(ContentType.JSON)
        .body("{\"name\":\"matrix\"}")
        .post("/api/v1/keys")
        .path("key");
  }

  private int call(Contract.Operation operation, String token, String key) throws Exception {
    String path =
        operation
            .path()
            .replace("{name}", "tiny")
            .replace("{job}", TestProxy.JOB)
            .replace("{id}", id(operation, key));
    boolean hasBody = operation.definition().has("requestBody");
    HttpRequest.Builder request =
        HttpRequest.newBuilder(Gateway.at(path))
            .method(
                operation.method(),
                hasBody
                    ? HttpRequest.BodyPublishers.ofString(
                        Contract.example(operation.id() + ".request"))
                    : HttpRequest.BodyPublishers.noBody());
    if (hasBody) {
      request.header("content-type", "application/json");
    }
    if (!token.isEmpty()) {
      request.header("authorization", "Bearer " + token);
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<InputStream> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      response.body().close();
      http.shutdownNow();
      return response.statusCode();
    }
  }

  private static String id(Contract.Operation operation, String key) {
    return operation.path().startsWith("/api/v1/images/") ? TestProxy.IMAGE : key.split("_", 3)[1];
  }

  private static String token(String principal, String key) {
    return switch (principal) {
      case "anonymous" -> "";
      case "user" -> World.PEOPLE.token("alice", "corral-user");
      case "other" -> World.PEOPLE.token("bob", "corral-user");
      case "admin" -> World.PEOPLE.token("admin", "corral-admin", "corral-user");
      case "stranger" -> World.PEOPLE.token("carol", "admin", "user");
      case "key" -> key;
      case "service" -> World.CLUSTER.serviceToken("inference-proxy", "corral-internal");
      default -> throw new IllegalArgumentException(principal);
    };
  }

  private static Set<String> names(JsonNode node) {
    Set<String> names = new TreeSet<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
