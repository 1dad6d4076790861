package dev.corral.gateway.key;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.gateway.world.Gateway;
import dev.corral.gateway.world.LogTap;
import dev.corral.gateway.world.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@QuarkusTest
@QuarkusTestResource(World.class)
class KeyLifecycleTest {
  @Inject DynamoDbClient dynamo;

  @Test
  void aKeyIsShownOnceVerifiedAndRevoked() throws Exception {
    String person = person();
    try (LogTap log = new LogTap()) {
      Response created = create(person, "{\"name\":\"laptop\"}");
      assertThat(created.statusCode()).isEqualTo(201);
      assertThat(created.header("cache-control")).isEqualTo("no-store");
      String key = created.path("key");
      String id = created.path("id");
      assertThat(key).matches("crl_[a-z0-9]{12}_[A-Za-z0-9_-]{43}").startsWith("crl_" + id + "_");

      String listed = as(person).get("/api/v1/keys").asString();
      assertThat(listed).contains(id).doesNotContain(key, key.substring(17), "sha256");
      assertThat(dynamo.scan(b -> b.tableName("corral-keys")).toString())
          .contains(id)
          .doesNotContain(key, key.substring(17));

      JsonObject verdict = verify(id, sha256(key));
      assertThat(verdict.getBoolean("active")).isTrue();
      assertThat(verdict.getString("keyId")).isEqualTo(id);
      assertThat(verdict.getString("principal")).isEqualTo(person);
      assertThat(verdict.getJsonArray("groups")).containsExactly("corral-user", "team-a");
      assertThat(verdict.getJsonArray("models")).containsExactly("*");
      assertThat(verdict.getJsonArray("dialects")).containsExactly("openai", "anthropic", "ollama");

      assertThat(as(person).delete("/api/v1/keys/" + id).statusCode()).isEqualTo(204);
      assertThat(verify(id, sha256(key))).isEqualTo(new JsonObject("{\"active\":false}"));
      assertThat(as(person).delete("/api/v1/keys/" + id).statusCode()).isEqualTo(404);
      assertThat(log.text()).doesNotContain(key, key.substring(17), sha256(key));
    }
  }

  @Test
  void limitsAndBudgetAreKeptShownAndTold() throws Exception {
    String person = person();
    String limits = "{\"requestsPerMinute\":60,\"concurrentStreams\":4}";
    Response created =
        create(person, "{\"name\":\"tight\",\"limits\":" + limits + ",\"budgetEur\":25.50}");
    assertThat(created.statusCode()).isEqualTo(201);
    assertThat(created.<Float>path("budgetEur")).isEqualTo(25.5f);
    JsonObject listed =
        new JsonObject(as(person).get("/api/v1/keys").asString())
            .getJsonArray("items")
            .getJsonObject(0);
    assertThat(listed.getJsonObject("limits")).isEqualTo(new JsonObject(limits));
    assertThat(listed.getDouble("budgetEur")).isEqualTo(25.5);
    String key = created.path("key");
    JsonObject verdict = verify(created.path("id"), sha256(key));
    assertThat(verdict.getJsonObject("limits")).isEqualTo(new JsonObject(limits));
    JsonObject budget = verdict.getJsonArray("budgets").getJsonObject(0);
    assertThat(budget.getString("scope")).isEqualTo("key");
    assertThat(budget.getDouble("limitEur")).isEqualTo(25.5);
    assertThat(budget.containsKey("spentEur")).isFalse();
    assertThat(verdict.getJsonArray("budgets").stream().map(KeyLifecycleTest::scope))
        .containsExactly("key " + created.path("id"), "user " + person, "group team-a");
    for (String bad :
        List.of(
            "\"limits\":{\"requestsPerMinute\":0}",
            "\"limits\":{\"tokensPerMinute\":-1}",
            "\"limits\":{\"concurrentStreams\":10001}",
            "\"limits\":{\"unknown\":1}",
            "\"limits\":{\"requestsPerMinute\":\"many\"}",
            "\"budgetEur\":0",
            "\"budgetEur\":0.001",
            "\"budgetEur\":1e9",
            "\"spentEur\":0")) {
      assertThat(create(person, "{\"name\":\"bad\"," + bad + "}").statusCode())
          .as(bad)
          .isEqualTo(400);
    }
  }

  private static String scope(Object budget) {
    JsonObject one = (JsonObject) budget;
    return one.getString("scope") + " " + one.getString("name");
  }

  @Test
  void aPersonsBudgetsAreToldToTheProxy() {
    String question = "{\"principal\":\"carol\",\"groups\":[\"team-b\",\"team-a\"]}";
    JsonObject word = new JsonObject(allowance(question).asString());
    assertThat(word.getJsonArray("budgets").stream().map(KeyLifecycleTest::scope))
        .containsExactly("user carol", "group team-a");
    assertThat(word.getJsonArray("budgets").getJsonObject(1).getDouble("limitEur")).isEqualTo(500);
    assertThat(allowance("{\"groups\":[]}").statusCode()).isEqualTo(400);
  }

  private static Response allowance(String question) {
    return given()
        .header(
            "authorization",
            "Bearer " + World.CLUSTER.serviceToken("inference-proxy", "corral-internal"))
        .contentType(ContentType.JSON)
        .body(question)
        .post(Gateway.management("/internal/people/allowance"));
  }

  @Test
  void whatIsNotTheKeyIsInactiveAndNothingMore() throws Exception {
    String key = create(person(), "{\"name\":\"x\"}").path("key");
    String id = key.split("_", 3)[1];
    List<String> questions =
        List.of(
            question(id, sha256(key + "x")),
            question(id, ""),
            question("aaaaaaaaaaaa", sha256(key)),
            question("", sha256(key)),
            question("../../x", sha256(key)),
            "{\"id\":null,\"sha256\":null}",
            "{\"id\":\"" + id + "\",\"sha256\":null}",
            "{}");
    for (String question : questions) {
      Response answer =
          ask(question, World.CLUSTER.serviceToken("inference-proxy", "corral-internal"));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.asString()).isEqualTo("{\"active\":false}");
    }
  }

  @Test
  void onlyTheProxyMayAsk() throws Exception {
    String question = question("aaaaaaaaaaaa", "0".repeat(64));
    Map<String, Integer> callers =
        Map.of(
            World.CLUSTER.serviceToken("inference-proxy", "corral-internal"),
            200,
            World.CLUSTER.serviceToken("llm-dispatcher", "corral-internal"),
            403,
            World.CLUSTER.serviceToken("gateway", "corral-internal"),
            403,
            World.CLUSTER.serviceToken("inference-proxy", "https://kubernetes.default.svc"),
            401,
            World.PEOPLE.serviceToken("inference-proxy", "corral-internal"),
            401,
            World.PEOPLE.token("admin", "corral-admin"),
            401,
            "crl_aaaaaaaaaaaa_" + "A".repeat(43),
            401,
            "",
            401);
    callers.forEach((token, status) ->
        assertThat(ask(question, token).statusCode()).as(token).isEqualTo(status));
    assertThat(given().body(question).post(Gateway.at("/internal/keys/verify")).statusCode())
        .isEqualTo(404);
  }

  @Test
  void badQuestionsAreRefused() {
    String token = World.CLUSTER.serviceToken("inference-proxy", "corral-internal");
    assertThat(ask("{", token).<String>path("code")).isEqualTo("malformed_json");
    assertThat(ask("{\"id\":[]}", token).<String>path("code")).isEqualTo("invalid_field");
    assertThat(ask("{\"key\":\"x\"}", token).<String>path("code")).isEqualTo("unknown_field");
    assertThat(ask("x".repeat(5_000), token).<String>path("code")).isEqualTo("body_too_large");
  }

  @Test
  void aKeyEndsWithItsTime() throws Exception {
    String soon = java.time.Instant.now().plusSeconds(2).toString();
    Response created = create(person(), "{\"name\":\"short\",\"expiresAt\":\"" + soon + "\"}");
    String key = created.path("key");
    String id = created.path("id");
    assertThat(verify(id, sha256(key)).getBoolean("active")).isTrue();
    org.awaitility.Awaitility.await()
        .atMost(java.time.Duration.ofSeconds(10))
        .until(() -> !verify(id, sha256(key)).getBoolean("active"));
    assertThat(
            create(person(), "{\"name\":\"late\",\"expiresAt\":\"2020-01-01T00:00:00Z\"}")
                .<String>path("errors[0].field"))
        .isEqualTo("expiresAt");
  }

  @Test
  void thereAreNeverMoreThanAllowedHoweverFastOneAsks() throws Exception {
    String person = person();
    try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Integer> one = () -> create(person, "{\"name\":\"many\"}").statusCode();
      List<Integer> answers =
          pool.invokeAll(java.util.Collections.nCopies(12, one)).stream()
              .map(Future::resultNow)
              .toList();
      assertThat(answers).allMatch(s -> s == 201 || s == 409 || s == 503);
      int made = java.util.Collections.frequency(answers, 201);
      assertThat(made).isBetween(1, 5);
      List<String> ids = as(person).get("/api/v1/keys").path("items.id");
      assertThat(ids).hasSize(made);
      for (int i = made; i < 5; i++) {
        assertThat(create(person, "{\"name\":\"more\"}").statusCode()).isEqualTo(201);
      }
      Response refused = create(person, "{\"name\":\"one too many\"}");
      assertThat(refused.statusCode()).isEqualTo(409);
      assertThat(refused.<String>path("code")).isEqualTo("conflict");
    }
  }

  @Test
  void nobodySeesOrRevokesAnothersKey() throws Exception {
    String owner = person();
    String other = person();
    String key = create(owner, "{\"name\":\"mine\"}").path("key");
    String id = key.split("_", 3)[1];
    Response foreign =
        as(other).header("x-request-id", "0".repeat(32)).delete("/api/v1/keys/" + id);
    Response absent =
        as(other).header("x-request-id", "0".repeat(32)).delete("/api/v1/keys/aaaaaaaaaaaa");
    assertThat(foreign.statusCode()).isEqualTo(404);
    assertThat(foreign.asString()).isEqualTo(absent.asString());
    assertThat(as(other).get("/api/v1/keys").<List<?>>path("items")).isEmpty();
    assertThat(verify(id, sha256(key)).getBoolean("active")).isTrue();
  }

  @Test
  void badKeyRequestsAreRefused() {
    String person = person();
    Map<String, String> bad =
        Map.of(
            "{}", "name",
            "{\"name\":\"\"}", "name",
            "{\"name\":\"a\\nb\"}", "name",
            "{\"name\":\"x\",\"models\":[]}", "models",
            "{\"name\":\"x\",\"models\":[\"*\",\"tiny\"]}", "models",
            "{\"name\":\"x\",\"models\":[\"../x\"]}", "models[0]",
            "{\"name\":\"x\",\"dialects\":[\"soap\"]}", "dialects[0]",
            "{\"name\":\"x\",\"expiresAt\":5}", "expiresAt",
            "{\"name\":\"x\",\"expiresAt\":\"tomorrow\"}", "expiresAt");
    bad.forEach((body, field) -> {
      Response response = create(person, body);
      assertThat(response.statusCode()).as(body).isEqualTo(400);
      assertThat(response.<String>path("code")).isEqualTo("invalid_field");
      assertThat(response.<String>path("errors[0].field")).isEqualTo(field);
    });
    for (String owned :
        List.of("id", "owner", "principal", "sha256", "groups", "key", "createdAt")) {
      assertThat(create(person, "{\"name\":\"x\",\"" + owned + "\":\"x\"}").<String>path("code"))
          .isEqualTo("unknown_field");
    }
    assertThat(as(person).get("/api/v1/keys").<List<?>>path("items")).isEmpty();
  }

  private static String person() {
    return "p-" + UUID.randomUUID();
  }

  private static Response create(String person, String body) {
    return as(person).contentType(ContentType.JSON).body(body).post("/api/v1/keys");
  }

  private static RequestSpecification as(String person) {
    return given().auth().oauth2(World.PEOPLE.token(person, "corral-user", "team-a"));
  }

  private static JsonObject verify(String id, String sha256) {
    String token = World.CLUSTER.serviceToken("inference-proxy", "corral-internal");
    return new JsonObject(ask(question(id, sha256), token).asString());
  }

  private static Response ask(String question, String token) {
    return given()
        .header("authorization", "Bearer " + token)
        .contentType(ContentType.JSON)
        .body(question)
        .post(Gateway.management("/internal/keys/verify"));
  }

  private static String question(String id, String sha256) {
    return new JsonObject().put("id", id).put("sha256", sha256).encode();
  }

  private static String sha256(String key) throws Exception {
    return HexFormat.of()
        .formatHex(
            MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.US_ASCII)));
  }
}
