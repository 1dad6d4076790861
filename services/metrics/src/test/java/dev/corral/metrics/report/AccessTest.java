package dev.corral.metrics.report;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import dev.corral.metrics.ClusterIssuer;
import dev.corral.metrics.Surroundings;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Only the gateway's service account is answered.
@QuarkusTest
@WithTestResource(Surroundings.class)
class AccessTest {

  private static final String GATEWAY = "system:serviceaccount:corral-system:gateway";

  static Stream<Arguments> paths() {
    return Stream.of("/internal/summary", "/internal/usage", "/internal/latency")
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("paths")
  void theGatewayIsAnswered(String path) {
    expect(path, issuer().gateway(), 200);
  }

  @ParameterizedTest
  @MethodSource("paths")
  void nobodyIsNot(String path) {
    given()
        .get(path)
        .then()
        .statusCode(401)
        .header("www-authenticate", is("Bearer"))
        .header("x-request-id", not(emptyOrNullString()))
        .contentType("application/problem+json")
        .body("code", is("unauthorized"));
  }

  @ParameterizedTest
  @MethodSource("paths")
  void aTokenThatIsNotOfThisClusterIsNot(String path) {
    var url = issuer().url();
    expect(path, issuer().forged(), 401);
    expect(path, issuer().token("https://elsewhere", GATEWAY, "corral-internal", 600), 401);
    expect(path, issuer().token(url, GATEWAY, "kubernetes", 600), 401);
    expect(path, issuer().token(url, GATEWAY, "corral-internal", -600), 401);
    expect(path, "crl_abcdefghijkl_" + "x".repeat(43), 401);
    expect(path, "not.a.token", 401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "system:serviceaccount:corral-system:inference-proxy",
        "system:serviceaccount:corral-system:llm-dispatcher",
        "system:serviceaccount:corral-system:metrics",
        "system:serviceaccount:corral:gateway",
        "gateway",
        "alice"
      })
  void anotherAccountOfThisClusterIsForbidden(String subject) {
    paths()
        .map(it -> (String) it.get()[0])
        .forEach(path ->
            expect(path, issuer().token(issuer().url(), subject, "corral-internal", 600), 403));
  }

  @Test
  void theCallersRequestIdIsKept() {
    given()
        .header("x-request-id", "abc-123")
        .get("/internal/summary")
        .then()
        .header("x-request-id", is("abc-123"))
        .body("requestId", is("abc-123"));
  }

  @Test
  void whoIsCallingComesBeforeWhatIsWrong() {
    given().get("/internal/summary?principal=").then().statusCode(401);
    given().get("/internal/usage?from=soon").then().statusCode(401);
  }

  private static void expect(String path, String token, int status) {
    given().auth().oauth2(token).get(path).then().statusCode(status);
  }

  private static ClusterIssuer issuer() {
    return Surroundings.issuer();
  }
}
