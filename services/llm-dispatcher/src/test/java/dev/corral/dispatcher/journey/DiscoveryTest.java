package dev.corral.dispatcher.journey;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.oneOf;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Discovery from the control plane of Bedrock to the API, with real clients all the way.
@QuarkusTest
@QuarkusTestResource(StandIns.class)
class DiscoveryTest {
  @Inject KubernetesClient client;
  private Callers callers;

  @BeforeEach
  void prepare() {
    callers = Callers.ready(client);
  }

  @Test
  void whatBedrockOffersIsToldWithItsDates() {
    offersAreKnown();
    String sonnet = "models.find { it.source.contains('sonnet-4-2025') }.";
    callers
        .gateway()
        .get("/internal/discovery")
        .then()
        .body("enabled", equalTo(true))
        .body("region", equalTo("eu-central-1"))
        .body("stale", equalTo(false))
        .body("ageSeconds", greaterThanOrEqualTo(0))
        .body("models.kind", hasItem("imported"))
        .body(
            "models.find { it.alias == 'nova-lite-v1-0' }.source",
            equalTo("bedrock://eu.amazon.nova-lite-v1:0"))
        .body(sonnet + "state", equalTo("gone"))
        .body(sonnet + "warning", containsString("end of life"))
        .body(sonnet + "successorHint", equalTo("claude-sonnet-4-6"));
    refuses("bedrock://amazon.nova-9000", "POST /api/v1/discovery/refresh");
    refuses(
        "bedrock://eu.anthropic.claude-sonnet-4-20250514-v1:0",
        "end of life on 2026-10-14. Try claude-sonnet-4-6 instead.");
    refuses("bedrock://anthropic.claude-sonnet-4-6", "Use bedrock://eu.anthropic.");
  }

  @Test
  void whatIsAllowedInAnotherRegionRunsOnceDiscoveryHasAnswered() {
    offersAreKnown();
    callers
        .gateway()
        .body(
            """
            {"name":"painter","owner":"alice","source":"bedrock://stability.stable-image-core-v1:1"}
            """)
        .post("/internal/models")
        .then()
        .statusCode(202);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() ->
            callers
                .gateway()
                .get("/internal/models/painter")
                .then()
                .body("state", equalTo("active")));
    callers.gateway().delete("/internal/models/painter").then().statusCode(202);
  }

  private void offersAreKnown() {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() ->
            callers
                .gateway()
                .get("/internal/discovery")
                .then()
                .statusCode(200)
                .body("models.alias", hasItem("nova-lite-v1-0")));
  }

  private void refuses(String source, String why) {
    callers
        .gateway()
        .body(
            "{\"name\":\"refused-bedrock\",\"owner\":\"alice\",\"source\":\"%s\"}"
                .formatted(source))
        .post("/internal/models")
        .then()
        .statusCode(400)
        .body("errors[0].field", equalTo("source"))
        .body("errors[0].message", containsString(why));
  }

  @Test
  void aRefreshIsAcceptedAndSparing() {
    callers
        .gateway()
        .post("/internal/discovery/refresh")
        .then()
        .statusCode(202)
        .body("refresh", oneOf("started", "running", "recent"));
    callers
        .gateway()
        .post("/internal/discovery/refresh")
        .then()
        .statusCode(202)
        .body("refresh", oneOf("running", "recent"));
    callers.proxy().post("/internal/discovery/refresh").then().statusCode(403);
    callers.proxy().get("/internal/discovery").then().statusCode(403);
  }
}
