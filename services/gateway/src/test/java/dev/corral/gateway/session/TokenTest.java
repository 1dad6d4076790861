package dev.corral.gateway.session;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.corral.gateway.world.Issuer;
import dev.corral.gateway.world.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.NumericDate;
import org.jose4j.keys.HmacKey;
import org.jose4j.lang.JoseException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

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

  @Test
  void someoneInNeitherGroupIsForbidden() {
    Response response = me(World.PEOPLE.token("carol", "admin", "user", "corral-admins"));
    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(response.<String>path("code")).isEqualTo("forbidden");
  }

  @Test
  void anyClientOfTheListIsTaken() {
    assertThat(me(token(c -> c.setClaim("client_id", "corral-cli"))).statusCode()).isEqualTo(200);
  }

  @Test
  void clocksMayDifferByAlmostAMinute() {
    assertThat(me(expiredSince(Duration.ofSeconds(45))).statusCode()).isEqualTo(200);
    assertThat(me(expiredSince(Duration.ofSeconds(75))).statusCode()).isEqualTo(401);
  }

  @TestFactory
  Stream<DynamicTest> whatIsNotAnAccessTokenOfOursIsUnauthorized() throws JoseException {
    Map<String, String> bad = new LinkedHashMap<>();
    bad.put("an ID token", token(c -> c.setClaim("token_use", "id")));
    bad.put("no token_use", token(c -> c.unsetClaim("token_use")));
    bad.put("another client", token(c -> c.setClaim("client_id", "someone-else")));
    bad.put("no client", token(c -> c.unsetClaim("client_id")));
    bad.put("clients as a list", token(c -> c.setStringListClaim("client_id", "corral-console")));
    bad.put("another issuer", token(c -> c.setIssuer("https://evil.example")));
    bad.put("the issuer with a slash", token(c -> c.setIssuer(World.PEOPLE.url() + "/")));
    bad.put("no issuer", token(c -> c.unsetClaim("iss")));
    bad.put("expired", expiredSince(Duration.ofMinutes(10)));
    bad.put("no expiry", token(c -> c.unsetClaim("exp")));
    bad.put(
        "not yet valid",
        token(c -> c.setNotBefore(NumericDate.fromSeconds(NumericDate.now().getValue() + 600))));
    bad.put("no subject", token(c -> c.unsetClaim("sub")));
    bad.put("a subject with a line break", token(c -> c.setSubject("alice\r\nx: y")));
    bad.put("the cluster's issuer", World.CLUSTER.serviceToken("gateway", "corral-internal"));
    bad.put("the cluster's key", foreignKey());
    bad.put("no signature", none());
    bad.put("signed with the public key as a secret", confused());
    bad.put("an unknown kid", headers(Map.of("kid", "other")));
    bad.put("a kid with a path", headers(Map.of("kid", "../../../../etc/passwd")));
    bad.put("a flipped bit", flipped());
    bad.put("an API key", "crl_aaaaaaaaaaaa_" + "A".repeat(43));
    bad.put("two parts", "abc.def");
    bad.put("nothing", "");
    bad.put("SQL", "x' OR pg_sleep(8)--");
    bad.put("very long", "a".repeat(12_000) + ".b.c");
    return bad.entrySet().stream()
        .map(entry ->
            DynamicTest.dynamicTest(
                entry.getKey(),
                () -> {
                  Response response = me(entry.getValue());
                  assertThat(response.statusCode()).isEqualTo(401);
                  assertThat(response.contentType()).startsWith("application/problem+json");
                  assertThat(response.<String>path("code")).isEqualTo("unauthorized");
                  assertThat(response.<String>path("detail"))
                      .isEqualTo("A valid access token is needed.");
                  assertThat(response.header("www-authenticate")).startsWith("Bearer");
                }));
  }

  @Test
  void addressesInATokenAreNeverFollowed() {
    String here = World.CLUSTER.url() + "/stolen";
    assertThat(me(headers(Map.of("jku", here, "x5u", here))).statusCode()).isIn(200, 401);
    assertThat(World.CLUSTER.strangeRequests()).isZero();
    assertThat(World.PEOPLE.strangeRequests()).isZero();
  }

  @TestFactory
  Stream<DynamicTest> theTokenHasOnePlace() {
    String token = World.PEOPLE.token("alice", "corral-user");
    Map<String, Map<String, Object>> places =
        Map.of(
            "x-api-key", Map.of("x-api-key", token),
            "api-key", Map.of("api-key", token),
            "a cookie", Map.of("cookie", "access_token=" + token),
            "basic", Map.of("authorization", "Basic " + token),
            "twice", Map.of("authorization", List.of("Bearer " + token, "Bearer " + token)),
            "joined", Map.of("authorization", "Bearer " + token + ", Bearer " + token));
    return places.entrySet().stream()
        .map(place ->
            DynamicTest.dynamicTest(
                place.getKey(),
                () ->
                    given()
                        .headers(place.getValue())
                        .get("/api/v1/me?access_token=" + token)
                        .then()
                        .statusCode(401)
                        .body("code", equalTo("unauthorized"))));
  }

  private static String expiredSince(Duration time) {
    return token(c -> {
      c.setIssuedAt(NumericDate.fromSeconds(NumericDate.now().getValue() - 3600));
      Issuer.expire(c, time.negated());
    });
  }

  private static Response me(String token) {
    return given().header("authorization", "Bearer " + token).get("/api/v1/me");
  }

  private static String token(Consumer<JwtClaims> change) {
    JwtClaims claims = World.PEOPLE.claims("alice", "corral-user");
    change.accept(claims);
    return World.PEOPLE.sign(claims);
  }

  private static String headers(Map<String, String> headers) {
    return World.PEOPLE.sign(World.PEOPLE.claims("alice", "corral-user"), headers);
  }

  private static String foreignKey() {
    return World.CLUSTER.sign(World.PEOPLE.claims("alice", "corral-user"));
  }

  private static String none() {
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    String payload = World.PEOPLE.claims("alice", "corral-user").toJson();
    return encoder.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8))
        + "."
        + encoder.encodeToString(payload.getBytes(StandardCharsets.UTF_8))
        + ".";
  }

  private static String confused() throws JoseException {
    JsonWebSignature jws = new JsonWebSignature();
    jws.setPayload(World.PEOPLE.claims("alice", "corral-user").toJson());
    jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
    jws.setKeyIdHeaderValue("key-1");
    jws.setKey(new HmacKey(World.PEOPLE.key().getPublicKey().getEncoded()));
    return jws.getCompactSerialization();
  }

  private static String flipped() {
    String token = token(c -> {});
    int at = token.length() - 20;
    char other = token.charAt(at) == 'A' ? 'B' : 'A';
    return token.substring(0, at) + other + token.substring(at + 1);
  }
}
