package dev.corral.gateway.model;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.corral.gateway.world.TestDispatcher;
import dev.corral.gateway.world.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@QuarkusTest
@QuarkusTestResource(World.class)
class ModelResourceTest {
  @BeforeEach
  void emptyWorld() {
    World.DISPATCHER.clear();
  }

  @Test
  void aLaunchIsTheCallersAndHasTheDefaults() {
    as("alice")
        .contentType(ContentType.JSON)
        .body("{\"name\":\"mine\",\"source\":\"ollama://tinyllama:1.1b-chat\"}")
        .post("/api/v1/models")
        .then()
        .statusCode(202)
        .body("name", equalTo("mine"))
        .body("$", not(hasKey("fieldOfTheFuture")))
        .body("$", not(hasKey("contextLength")));
    TestDispatcher.Seen sent = World.DISPATCHER.changes().getFirst();
    assertThat(new JsonObject(sent.body()))
        .isEqualTo(
            new JsonObject()
                .put("name", "mine")
                .put("owner", "alice")
                .put("engine", "ollama")
                .put("source", "ollama://tinyllama:1.1b-chat")
                .put("compute", "cpu")
                .put("minReplicas", 0)
                .put("maxReplicas", 1)
                .put("targetRequests", 8)
                .put("idleTimeout", "5m")
                .put("sharedWith", new JsonArray()));
    assertThat(sent.headers().get("x-corral-principal")).isEqualTo("alice");
    assertThat(sent.headers().get("authorization")).isEqualTo("Bearer " + World.OWN_TOKEN);
  }

  @Test
  void aTakenNameIsAConflictWithoutTheDispatchersWords() {
    World.DISPATCHER.has("mine", "bob");
    Response response =
        as("alice")
            .contentType(ContentType.JSON)
            .body("{\"name\":\"mine\",\"source\":\"ollama://x\"}")
            .post("/api/v1/models");
    assertThat(response.statusCode()).isEqualTo(409);
    assertThat(response.<String>path("code")).isEqualTo("name_taken");
    assertThat(response.asString()).doesNotContain("10.0.0.7");
  }

  @Test
  void aListHasWhatIsMineOrSharedAndAdminsSeeAll() {
    World.DISPATCHER.has("mine", "alice");
    World.DISPATCHER.has("ours", "bob", "team-a");
    World.DISPATCHER.has("theirs", "bob", "team-b");
    as("alice", "team-a").get("/api/v1/models").then().body("items.name", contains("mine", "ours"));
    as("alice").get("/api/v1/models").then().body("items.name", contains("mine"));
    as("admin", "corral-admin").get("/api/v1/models").then().body("items", hasSize(3));
  }

  @Test
  void aPatchCarriesOnlyWhatWasSent() {
    World.DISPATCHER.has("mine", "alice");
    as("alice")
        .contentType(ContentType.JSON)
        .body("{\"suspended\":true}")
        .patch("/api/v1/models/mine")
        .then()
        .statusCode(200)
        .body("suspended", equalTo(true));
    assertThat(World.DISPATCHER.changes().getFirst().body()).isEqualTo("{\"suspended\":true}");
  }

  /// A foreign model, one that never was and a name that cannot be: the same bytes for every verb.
  @TestFactory
  Stream<DynamicTest> aForeignModelIsAsIfItWereNotThere() {
    Map<String, String[]> verbs = verbs();
    return verbs.entrySet().stream()
        .map(verb ->
            DynamicTest.dynamicTest(
                verb.getKey(),
                () -> {
                  World.DISPATCHER.clear();
                  World.DISPATCHER.has("foreign", "alice", "team-x");
                  String before = String.valueOf(World.DISPATCHER.stored("foreign"));
                  String foreign = told(call(verb.getValue(), "foreign", "bob"));
                  assertThat(told(call(verb.getValue(), "absent", "bob"))).isEqualTo(foreign);
                  assertThat(told(call(verb.getValue(), "No_Name!", "bob"))).isEqualTo(foreign);
                  assertThat(World.DISPATCHER.changes()).isEmpty();
                  assertThat(String.valueOf(World.DISPATCHER.stored("foreign"))).isEqualTo(before);
                }));
  }

  @TestFactory
  Stream<DynamicTest> aSharedModelMayBeSeenAndWokenButNotChanged() {
    return verbs().entrySet().stream()
        .map(verb ->
            DynamicTest.dynamicTest(
                verb.getKey(),
                () -> {
                  World.DISPATCHER.clear();
                  World.DISPATCHER.has("shared", "alice", "team-x");
                  int status = call(verb.getValue(), "shared", "bob", "team-x").statusCode();
                  boolean harmless =
                      verb.getKey().startsWith("GET") || verb.getKey().endsWith("wake");
                  assertThat(harmless ? status / 100 : status).isEqualTo(harmless ? 2 : 403);
                  assertThat(World.DISPATCHER.changes())
                      .hasSize(verb.getKey().endsWith("wake") ? 1 : 0);
                }));
  }

  @Test
  void theTimelineOfANameDoesNotTellOfItsFormerOwner() {
    World.DISPATCHER.has("reused", "alice");
    World.DISPATCHER.hasOldLife("reused", "uid-of-bobs");
    as("alice")
        .get("/api/v1/models/reused/timeline")
        .then()
        .statusCode(200)
        .body("items.uid", contains("uid-reused"));
    as("admin", "corral-admin")
        .get("/api/v1/models/reused/timeline")
        .then()
        .body("items", hasSize(2));
  }

  private static Map<String, String[]> verbs() {
    Map<String, String[]> verbs = new LinkedHashMap<>();
    verbs.put("GET", new String[] {"GET", "", ""});
    verbs.put("GET timeline", new String[] {"GET", "/timeline", ""});
    verbs.put("PATCH", new String[] {"PATCH", "", "{\"idleTimeout\":\"9m\"}"});
    verbs.put("DELETE", new String[] {"DELETE", "", ""});
    verbs.put("POST wake", new String[] {"POST", "/wake", ""});
    verbs.put("POST stop", new String[] {"POST", "/stop", ""});
    verbs.put(
        "POST keep-warm",
        new String[] {"POST", "/keep-warm", "{\"until\":\"2036-01-01T00:00:00Z\"}"});
    return verbs;
  }

  private static Response call(String[] verb, String name, String person, String... groups) {
    RequestSpecification request = as(person, groups).header("x-request-id", "0".repeat(32));
    if (!verb[2].isEmpty()) {
      request.contentType(ContentType.JSON).body(verb[2]);
    }
    return request.request(verb[0], "/api/v1/models/" + name + verb[1]);
  }

  private static String told(Response response) {
    assertThat(response.statusCode()).isEqualTo(404);
    return response.headers().asList().stream()
            .filter(h -> !h.getName().equalsIgnoreCase("date"))
            .toList()
        + response.asString();
  }

  private static RequestSpecification as(String person, String... groups) {
    String[] all =
        Stream.concat(Stream.of("corral-user"), Stream.of(groups)).toArray(String[]::new);
    return given().auth().oauth2(World.PEOPLE.token(person, all));
  }
}
