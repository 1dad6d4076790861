package dev.corral.gateway.usage;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import dev.corral.gateway.contract.Contract;
import dev.corral.gateway.world.World;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(World.class)
class UsageScopeTest {
  @BeforeEach
  void metricsAnswer() {
    World.METRICS.resetAll();
    answer("/internal/summary", "getSummary");
    answer("/internal/usage", "getUsage");
    answer("/internal/latency", "getLatencyReport");
  }

  @Test
  void aPersonsNumbersAreTheirs() {
    as("al ice&groups=x", "corral-user").get("/api/v1/summary").then().statusCode(401);
    as("alice", "corral-user", "team a&b").get("/api/v1/summary").then().statusCode(200);
    LoggedRequest summary = only("/internal/summary");
    assertThat(summary.queryParameter("principal").values()).containsExactly("alice");
    assertThat(summary.queryParameter("groups").firstValue().split(","))
        .containsExactlyInAnyOrder("corral-user", "team a&b");
    assertThat(summary.getHeader("authorization")).isEqualTo("Bearer " + World.OWN_TOKEN);

    as("alice", "corral-user")
        .get("/api/v1/usage?groupBy=principal&to=2026-11-20T20:00:00Z")
        .then()
        .statusCode(200);
    LoggedRequest usage = only("/internal/usage");
    assertThat(usage.queryParameter("principal").values()).containsExactly("alice");
    assertThat(usage.queryParameter("from").values()).containsExactly("2026-11-19T20:00:00Z");

    as("alice", "corral-user")
        .get("/api/v1/reports/latency?principal=alice")
        .then()
        .statusCode(200);
    assertThat(only("/internal/latency").queryParameter("principal").values())
        .containsExactly("alice");
  }

  @Test
  void anAdminMayAskForEveryoneOrForSomeone() {
    as("root", "corral-admin").get("/api/v1/summary").then().statusCode(200);
    assertThat(only("/internal/summary").getUrl()).isEqualTo("/internal/summary");
    as("root", "corral-admin")
        .queryParam("principal", "b&ob")
        .get("/api/v1/usage")
        .then()
        .statusCode(200);
    assertThat(only("/internal/usage").queryParameter("principal").values())
        .containsExactly("b&ob");
    as("root", "corral-admin").get("/api/v1/reports/latency").then().statusCode(200);
    assertThat(only("/internal/latency").queryParameter("principal").isPresent()).isFalse();
  }

  @Test
  void withoutMetricsTheOthersStillAnswer() {
    World.METRICS.resetAll();
    World.METRICS.stubFor(
        WireMock.any(WireMock.anyUrl()).willReturn(WireMock.serverError().withBody("at 10.0.0.7")));
    Response response = as("alice", "corral-user").get("/api/v1/summary");
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.<String>path("code")).isEqualTo("upstream_unavailable");
    assertThat(response.header("retry-after")).isEqualTo("2");
    assertThat(response.asString()).doesNotContain("10.0.0.7");
    as("alice", "corral-user").get("/api/v1/me").then().statusCode(200);
  }

  @Test
  void withoutTheDispatcherItIsSaidSo() {
    World.DISPATCHER.clear();
    World.DISPATCHER.failWith.set(500);
    try {
      Response response = as("alice", "corral-user").get("/api/v1/models");
      assertThat(response.statusCode()).isEqualTo(503);
      assertThat(response.asString())
          .contains("upstream_unavailable")
          .doesNotContain("secret-detail", "10.0.0.7");
    } finally {
      World.DISPATCHER.failWith.set(0);
    }
  }

  private static void answer(String path, String operation) {
    World.METRICS.stubFor(
        WireMock.get(WireMock.urlPathEqualTo(path))
            .willReturn(WireMock.okJson(Contract.example(operation + ".response"))));
  }

  private static LoggedRequest only(String path) {
    return World.METRICS
        .findAll(WireMock.getRequestedFor(WireMock.urlPathEqualTo(path)))
        .getFirst();
  }

  private static io.restassured.specification.RequestSpecification as(
      String person, String... groups) {
    return given().auth().oauth2(World.PEOPLE.token(person, groups));
  }
}
