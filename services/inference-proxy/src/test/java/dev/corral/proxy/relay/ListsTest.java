package dev.corral.proxy.relay;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.corral.proxy.Scene;
import dev.corral.proxy.World;
import dev.corral.proxy.endpoint.EndpointTable;
import dev.corral.proxy.tally.Activity;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What models there are, in every dialect, from the table alone; and who may ask.
@QuarkusTest
@QuarkusTestResource(World.class)
class ListsTest {
  private static final String ANTHROPIC = "2023-06-01";

  @Inject Activity activity;
  @Inject EndpointTable table;

  @BeforeAll
  static void publish() {
    Scene.model("listed", "alice", false, Map.of("corral.dev/adapters", "[\"poet\",\"lawyer\"]"));
  }

  @BeforeEach
  void seen() {
    await().ignoreExceptions().until(() -> bearer().get("/v1/models/listed").statusCode() == 200);
  }

  private static RequestSpecification bearer() {
    return RestAssured.given().header("authorization", "Bearer " + Scene.KEY);
  }

  private static RequestSpecification anthropic() {
    return RestAssured.given()
        .header("x-api-key", Scene.KEY)
        .header("anthropic-version", ANTHROPIC);
  }

  @Test
  void openAisList() {
    bearer()
        .get("/v1/models")
        .then()
        .statusCode(200)
        .time(lessThan(1000L))
        .body("object", is("list"))
        .body("data.id", hasItems("listed", "listed__lawyer", "listed__poet"))
        .body("data.find { it.id == 'listed__poet' }.parent", is("listed"))
        .body("data.find { it.id == 'listed' }.status", is("idle"))
        .body("data.find { it.id == 'listed' }.context_length", is(2048))
        .body("data.find { it.id == 'listed' }.object", is("model"))
        .body("data.find { it.id == 'listed' }.owned_by", is("alice"));
  }

  @Test
  void anAdapterIsAModelOfItsOwn() {
    for (String name : new String[] {"listed__poet", "listed__poet:latest"}) {
      bearer()
          .urlEncodingEnabled(false)
          .get("/v1/models/" + name)
          .then()
          .statusCode(200)
          .body("id", is("listed__poet"))
          .body("parent", is("listed"));
    }
    bearer().get("/v1/models/listed__nobody").then().statusCode(404);
  }

  @Test
  void anthropicsList() {
    Response list = anthropic().get("/v1/models");
    list.then()
        .statusCode(200)
        .body("data.id", hasItems("listed", "listed__poet"))
        .body("data.type.unique()", contains("model"))
        .body("data.find { it.id == 'listed' }.display_name", is("listed"))
        .body("data.find { it.id == 'listed' }.created_at", matchesPattern(".*T.*Z"))
        .body("has_more", is(false))
        .body("first_id", equalTo(list.path("data[0].id")))
        .body("last_id", equalTo(list.path("data[-1].id")))
        .header("request-id", equalTo(list.header("x-request-id")));
    anthropic()
        .get("/v1/models/listed-alias")
        .then()
        .statusCode(200)
        .body("type", is("model"))
        .body("id", is("listed"));
    anthropic()
        .get("/v1/models/nope")
        .then()
        .statusCode(404)
        .body("type", is("error"))
        .body("error.type", is("not_found_error"))
        .body("request_id", notNullValue());
  }

  @Test
  void ollamasList() {
    bearer()
        .get("/ollama/api/tags")
        .then()
        .statusCode(200)
        .body("models.name", hasItems("listed", "listed__poet"))
        .body("models.find { it.name == 'listed__poet' }.details.parent_model", is("listed"))
        .body("models.find { it.name == 'listed' }.modified_at", matchesPattern(".*T.*Z"));
    bearer()
        .get("/ollama/api/ps")
        .then()
        .statusCode(200)
        .body("models.name", not(hasItems("listed")));
    bearer()
        .contentType("application/json")
        .body("{\"model\":\"listed:latest\"}")
        .post("/ollama/api/show")
        .then()
        .statusCode(200)
        .body("capabilities", contains("completion"))
        .body("model_info.'general.context_length'", is(2048))
        .body("details.context_length", is(2048));
  }

  @Test
  void aListIsNoUse() {
    bearer().get("/v1/models");
    bearer().get("/ollama/api/tags");
    anthropic().get("/v1/models/listed");
    Activity.Report report = activity.report(table.snapshot().names(), table.snapshot().routable());
    assertNull(report.models().get("listed"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ollama", "/ollama/"})
  void ollamasClientsAreGreeted(String path) {
    RestAssured.get(path).then().statusCode(200).body(is("Ollama is running"));
    RestAssured.head(path).then().statusCode(200).body(is(""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/ollama/api/tags", "/ollama/api/version"})
  void aProbeNeedsACredentialToo(String path) {
    bearer().head(path).then().statusCode(200).body(is(""));
    RestAssured.head(path).then().statusCode(401).body(is(""));
  }

  @Test
  void oneCredentialInOneHeader() {
    anthropic().get("/v1/models").then().statusCode(200);
    RestAssured.given().header("x-api-key", Scene.KEY).get("/v1/models").then().statusCode(200);
    anthropic()
        .header("authorization", "Bearer " + Scene.KEY)
        .get("/v1/models")
        .then()
        .statusCode(401)
        .body("error.type", is("authentication_error"));
    RestAssured.given()
        .header("x-api-key", Scene.token("alice", "corral-user"))
        .get("/v1/models")
        .then()
        .statusCode(401);
    RestAssured.given()
        .header("authorization", "Bearer " + Scene.OPENAI_ONLY_KEY)
        .header("anthropic-version", ANTHROPIC)
        .get("/v1/models")
        .then()
        .statusCode(403)
        .body("error.type", is("permission_error"));
  }
}
