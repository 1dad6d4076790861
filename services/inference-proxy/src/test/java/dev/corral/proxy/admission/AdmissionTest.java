package dev.corral.proxy.admission;

import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.corral.proxy.Scene;
import dev.corral.proxy.World;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Tokens, keys, carriers and who sees which model.
@QuarkusTest
@QuarkusTestResource(World.class)
class AdmissionTest {
  private static final String USER = "corral-user";

  @BeforeAll
  static void publish() {
    Scene.model("shared", "alice", true);
    Scene.model("bobs", "bob", true);
    Scene.engine().script("shared", call -> call.whole(200, "{\"choices\":[]}"));
  }

  @BeforeEach
  void seen() {
    await()
        .ignoreExceptions()
        .until(() -> models(Scene.token("root", "corral-admin")).asString().contains("bobs"));
  }

  private static Response models(String credential) {
    return RestAssured.given().header("authorization", "Bearer " + credential).get("/v1/models");
  }

  private static Response ask(String credential, String path, String model) {
    return RestAssured.given()
        .header("authorization", "Bearer " + credential)
        .contentType("application/json")
        .body("{\"model\":\"%s\",\"stream\":false}".formatted(model))
        .post(path);
  }

  private static String with(Map<String, Object> claims) {
    return Scene.token("alice", claims, Scene.issuer(), Scene.signingKey(), USER);
  }

  @Test
  void aValidTokenAndAValidKey() {
    models(Scene.token("alice", USER)).then().statusCode(200).body("data.id", hasItem("shared"));
    models(Scene.KEY).then().statusCode(200).body("data.id", hasItem("shared"));
  }

  @Test
  void tokensThatAreNotGoodEnough() {
    long now = Instant.now().getEpochSecond();
    Map<String, String> bad =
        Map.of(
            "expired", with(Map.of("exp", now - 61, "iat", now - 900)),
            "of the future", with(Map.of("nbf", now + 120)),
            "an ID token", with(Map.of("token_use", "id", "aud", "corral-console")),
            "without use", with(Map.of("token_use", "")),
            "of another client", with(Map.of("client_id", "another-app")),
            "without client", with(Map.of("client_id", "")),
            "of another issuer",
                Scene.token("alice", Map.of(), "https://evil.example", Scene.signingKey(), USER),
            "issuer with a slash",
                Scene.token("alice", Map.of(), Scene.issuer() + "/", Scene.signingKey(), USER),
            "signed by a stranger",
                Scene.token("alice", Map.of(), Scene.issuer(), Scene.strangersKey(), USER),
            "alg none", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSJ9.AAAA");
    bad.forEach((why, token) -> assertEquals(401, models(token).statusCode(), why));
    String good = Scene.token("alice", USER);
    char last = good.charAt(good.length() - 5);
    String flipped =
        good.substring(0, good.length() - 5)
            + (last == 'A' ? 'B' : 'A')
            + good.substring(good.length() - 4);
    models(good).then().statusCode(200);
    models(flipped).then().statusCode(401).body("error.code", is("invalid_api_key"));
  }

  @Test
  void aMinuteOfSkewIsFine() {
    long now = Instant.now().getEpochSecond();
    models(with(Map.of("exp", now - 50, "iat", now - 900))).then().statusCode(200);
  }

  @Test
  void someoneWithoutARoleIsForbidden() {
    models(Scene.token("eve", "others")).then().statusCode(403).body("error.code", is("forbidden"));
  }

  @Test
  void foreignModelsAreAsUnknownAsThoseThatDoNotExist() {
    String alice = Scene.token("alice", USER);
    models(alice).then().body("data.id", not(hasItem("bobs")));
    for (String path : new String[] {"/v1/chat/completions", "/ollama/api/chat"}) {
      String foreign = ask(alice, path, "bobs").then().statusCode(404).extract().asString();
      String missing = ask(alice, path, "nope").then().statusCode(404).extract().asString();
      assertEquals(missing.replace("nope", "bobs"), foreign);
    }
    models(Scene.token("root", "corral-admin")).then().body("data.id", hasItems("bobs", "shared"));
    models(Scene.token("eve", USER, "team-a")).then().body("data.id", hasItems("bobs", "shared"));
  }

  @Test
  void keysAreScopedByModelAndDialect() {
    ask(Scene.OPENAI_ONLY_KEY, "/v1/chat/completions", "shared").then().statusCode(200);
    ask(Scene.OPENAI_ONLY_KEY, "/v1/chat/completions", "bobs").then().statusCode(404);
    ask(Scene.OPENAI_ONLY_KEY, "/ollama/api/chat", "shared").then().statusCode(403);
    ask(Scene.REVOKED_KEY, "/v1/chat/completions", "shared").then().statusCode(401);
  }

  @Test
  void aKeyThatIsRevokedStopsWorking() {
    String key = "crl_willberevok1_" + "D".repeat(43);
    var body = matchingJsonPath("$.id", equalTo("willberevok1"));
    Scene.peers()
        .register(
            post("/internal/keys/verify")
                .withRequestBody(body)
                .willReturn(
                    okJson(
                        "{\"active\":true,\"keyId\":\"willberevok1\",\"principal\":\"alice\",\"groups\":[\"corral-user\"],\"models\":[\"*\"],\"dialects\":[\"openai\"]}")));
    models(key).then().statusCode(200);
    Scene.peers()
        .register(
            post("/internal/keys/verify")
                .withRequestBody(body)
                .willReturn(okJson("{\"active\":false}")));
    await().until(() -> models(key).statusCode() == 401);
    Scene.peers()
        .find(postRequestedFor(urlEqualTo("/internal/keys/verify")))
        .forEach(
            asked -> assertFalse(asked.getBodyAsString().contains("DDDD"), "the secret was sent"));
  }

  @Test
  void exactlyOneCarrierCounts() {
    String token = Scene.token("alice", USER);
    RestAssured.get("/v1/models").then().statusCode(401).header("www-authenticate", "Bearer");
    RestAssured.given().header("x-api-key", token).get("/v1/models").then().statusCode(401);
    RestAssured.given().header("api-key", Scene.KEY).get("/v1/models").then().statusCode(401);
    RestAssured.given().queryParam("api_key", Scene.KEY).get("/v1/models").then().statusCode(401);
    RestAssured.given()
        .cookie("authorization", "Bearer " + token)
        .get("/v1/models")
        .then()
        .statusCode(401);
    RestAssured.given()
        .auth()
        .preemptive()
        .basic("alice", token)
        .get("/v1/models")
        .then()
        .statusCode(401);
    RestAssured.given()
        .header("authorization", "Bearer " + token, "Bearer " + token)
        .get("/v1/models")
        .then()
        .statusCode(401);
    RestAssured.given()
        .header("authorization", "Bearer " + token + ", Bearer " + token)
        .get("/v1/models")
        .then()
        .statusCode(401);
    RestAssured.given().get("/ollama/api/version").then().statusCode(401);
  }

  @Test
  void theActivityReportIsForTheDispatcherOnly() {
    String url = management() + "/internal/activity";
    ask(Scene.KEY, "/v1/chat/completions", "shared").then().statusCode(200);
    RestAssured.get(url).then().statusCode(401);
    report(url, Scene.token("root", "corral-admin")).then().statusCode(401);
    report(url, service("gateway", "corral-internal")).then().statusCode(403);
    report(url, service("llm-dispatcher", "another")).then().statusCode(401);
    report(url, service("llm-dispatcher", "corral-internal"))
        .then()
        .statusCode(200)
        .body("models.shared.inFlight", is(0))
        .body("models.shared.lastUsedAt", org.hamcrest.Matchers.notNullValue());
  }

  private static String management() {
    return "http://127.0.0.1:"
        + ConfigProvider.getConfig().getValue("quarkus.management.test-port", Integer.class);
  }

  private static Response report(String url, String token) {
    return RestAssured.given().header("authorization", "Bearer " + token).get(url);
  }

  private static String service(String account, String audience) {
    try (KubernetesClient cluster = Scene.cluster()) {
      Scene.namespace(cluster, "corral-system");
      var accounts = cluster.serviceAccounts().inNamespace("corral-system");
      if (accounts.withName(account).get() == null) {
        accounts
            .resource(
                new io.fabric8.kubernetes.api.model.ServiceAccountBuilder()
                    .withNewMetadata()
                    .withName(account)
                    .withNamespace("corral-system")
                    .endMetadata()
                    .build())
            .create();
      }
      TokenRequest asked =
          new TokenRequestBuilder()
              .withNewSpec()
              .withAudiences(audience)
              .withExpirationSeconds(600L)
              .endSpec()
              .build();
      return accounts.withName(account).tokenRequest(asked).getStatus().getToken();
    }
  }
}
