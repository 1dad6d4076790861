package dev.corral.metrics;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Metrics starts alone, and goes on by itself when what it needs turns up.
@QuarkusTest
@WithTestResource(AwayTest.Nothing.class)
class AwayTest {

  @TestHTTPResource(value = "/health", management = true)
  URI health;

  @Test
  void startsWithoutItsSurroundingsAndNoticesWhenTheyCome() {
    for (var check : new String[] {"live", "ready", "started"}) {
      given().get(health + "/" + check).then().statusCode(200);
    }
    given()
        .auth()
        .oauth2(Nothing.issuer.gateway())
        .get("/internal/summary")
        .then()
        .statusCode(503)
        .header("Retry-After", is("5"))
        .body("code", is("upstream_unavailable"));

    Nothing.issuer.start();
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() ->
            given()
                .auth()
                .oauth2(Nothing.issuer.gateway())
                .get("/internal/usage?from=soon")
                .then()
                .statusCode(400));
    given()
        .auth()
        .oauth2(Nothing.issuer.gateway())
        .get("/internal/summary")
        .then()
        .statusCode(503)
        .body("code", is("upstream_unavailable"));
  }

  /// Ports on which nobody answers, yet.
  public static final class Nothing implements QuarkusTestResourceLifecycleManager {

    private static ClusterIssuer issuer;

    @Override
    public Map<String, String> start() {
      issuer = new ClusterIssuer(Surroundings.freePort());
      var config = new HashMap<>(Surroundings.config(issuer));
      config.put(
          "quarkus.dynamodb.endpoint-override", "http://127.0.0.1:" + Surroundings.freePort());
      config.put("quarkus.sqs.endpoint-override", "http://127.0.0.1:" + Surroundings.freePort());
      return config;
    }

    @Override
    public void stop() {
      issuer.stop();
    }
  }
}
