package dev.corral.dispatcher.journey;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.corral.dispatcher.GoldenFile;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who may call, and what bad input gets: the documented problem, and nothing changed.
@QuarkusTest
@QuarkusTestResource(StandIns.class)
class ApiTest {
  @Inject KubernetesClient client;
  private Callers callers;

  @BeforeEach
  void prepare() {
    callers = Callers.ready(client);
  }

  @Test
  void onlyKnownServicesWithTheRightAudienceComeIn() {
    given()
        .get("/internal/models")
        .then()
        .statusCode(401)
        .header("x-request-id", not(emptyOrNullString()))
        .body("code", equalTo("unauthorized"));
    given().auth().oauth2("a.b.c").get("/internal/models").then().statusCode(401);
    callers.with("gateway", "sts.amazonaws.com").get("/internal/models").then().statusCode(401);
    callers
        .with("stranger", "corral-internal")
        .get("/internal/models")
        .then()
        .statusCode(403)
        .body("code", equalTo("forbidden"));
    callers.proxy().get("/internal/models").then().statusCode(403);
    callers.proxy().delete("/internal/models/any").then().statusCode(403);
    callers.proxy().post("/internal/models/any/stop").then().statusCode(403);
    callers.proxy().get("/internal/events").then().statusCode(403);
    callers.gateway().put("/internal/models/any/idle-timeout").then().statusCode(403);
    callers.gateway().get("/internal/models").then().statusCode(200);
    callers.proxy().get("/internal/models/any").then().statusCode(404);
    callers.proxy().post("/internal/models/any/wake").then().statusCode(404);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\":\"a\",\"owner\":\"alice\",\"source\":\"ollama://a\",\"image\":\"x\"}|unknown_field",
        "{\"name\":|malformed_json",
        "[]|malformed_json",
        "{\"name\":\"a\",\"owner\":\"alice\",\"source\":\"ollama://a\",\"minReplicas\":\"many\"}|invalid_field",
        "{\"name\":\"A_b\",\"owner\":\"alice\",\"source\":\"ollama://a\"}|invalid_field",
        "{\"name\":\"a\",\"owner\":\"alice\",\"source\":\"ollama://$(reboot)\"}|invalid_field",
        "{\"name\":\"a\",\"owner\":\"alice\",\"source\":\"http://169.254.169.254/\"}|invalid_field",
        "{\"name\":\"a\",\"owner\":\"alice\",\"engine\":\"ollama\",\"source\":\"hf://a/b\"}|invalid_field",
        "{\"name\":\"a\",\"owner\":\"alice\",\"source\":\"hf://a/b\"}|invalid_field",
        "{\"name\":\"a\",\"owner\":\"alice\",\"source\":\"ollama://a\",\"idleTimeout\":\"9s\"}|invalid_field",
        "{\"name\":\"a\",\"owner\":\"alice\",\"source\":\"ollama://a\",\"minReplicas\":3}|invalid_field",
        "{\"name\":\"a\",\"owner\":\"alice\",\"source\":\"ollama://a\",\"compute\":\"gpu\"}|invalid_field",
        "{\"name\":\"a\",\"owner\":\"alice\",\"source\":\"hf://org/repo/../x.gguf\",\"engine\":\"localai\"}|invalid_field",
        "{\"name\":\"a\",\"owner\":\"alice\",\"source\":\"hf://org/repo\",\"engine\":\"localai\"}|invalid_field",
        "{\"name\":\"a\",\"owner\":\"alice\",\"source\":\"ollama://evil.example/library/a\"}|invalid_field",
        "{\"name\":\"a\",\"owner\":\"alice\",\"source\":\"ollama://a\",\"gpus\":2}|invalid_field",
        "{\"name\":\"a\",\"owner\":\"alice\",\"source\":\"ollama://a\",\"adapters\":[{\"name\":\"b\",\"source\":\"s3://bucket/b\"}]}|invalid_field",
        "{\"name\":\"a\",\"owner\":\"alice\",\"source\":\"bedrock://a b\"}|invalid_field",
        "{\"name\":\"a\",\"owner\":\"alice\",\"source\":\"bedrock://amazon.nova-lite-v1:0\",\"compute\":\"gpu\"}|invalid_field",
        "{\"name\":\"a\",\"owner\":\"alice\",\"source\":\"external://Partner\"}|invalid_field",
        "{\"name\":\"a\",\"owner\":\"alice\",\"engine\":\"vllm\",\"source\":\"hf://a/b\",\"compute\":\"no-such-pool\"}|invalid_field",
        "{}|invalid_field"
      })
  void badInputGetsItsProblemAndChangesNothing(String body, String code) {
    callers
        .gateway()
        .body(body)
        .post("/internal/models")
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("code", equalTo(code))
        .body("requestId", not(emptyOrNullString()));
    callers.gateway().get("/internal/models").then().body("items.name", not(hasItem("a")));
  }

  @Test
  void aNameOf300CharactersIsRefused() {
    String body = "{\"name\":\"%s\",\"owner\":\"alice\",\"source\":\"ollama://a\"}";
    callers
        .gateway()
        .body(body.formatted("a".repeat(300)))
        .post("/internal/models")
        .then()
        .statusCode(400)
        .body("errors[0].field", equalTo("name"));
  }

  @Test
  void otherMethodsPathsAndMediaTypesAreTold() {
    callers
        .gateway()
        .put("/internal/models")
        .then()
        .statusCode(405)
        .body("code", equalTo("method_not_allowed"));
    callers
        .gateway()
        .get("/internal/nothing")
        .then()
        .statusCode(404)
        .body("code", equalTo("not_found"));
    callers
        .gateway()
        .contentType("text/plain")
        .body("x")
        .post("/internal/models")
        .then()
        .statusCode(415)
        .body("code", equalTo("unsupported_media_type"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "engine: ollama|source: 'ollama://a; reboot'|owner: alice",
        "engine: vllm|source: 'ollama://a'|owner: alice",
        "engine: ollama|source: 'ollama://a'|owner: ''",
        "engine: ollama|source: 'ollama://a'|minReplicas: 2",
        "engine: ollama|source: 'ollama://a'|'owner: alice, idleTimeout: 5s'",
        "engine: magic|source: 'ollama://a'|owner: alice"
      })
  void theApiServerRefusesWhatTheRulesForbid(String one, String two, String three) {
    String yaml =
        """
        apiVersion: corral.dev/v1alpha1
        kind: Model
        metadata: { name: refused, namespace: corral }
        spec: { %s, %s, %s }
        """
            .formatted(one, two, three);
    assertThatThrownBy(() -> load(yaml)).isInstanceOf(KubernetesClientException.class);
  }

  @Test
  void ownerAndSourceCannotBeChanged() {
    String yaml =
        """
        apiVersion: corral.dev/v1alpha1
        kind: Model
        metadata: { name: fixed, namespace: corral }
        spec: { engine: ollama, source: "ollama://a", owner: alice, suspended: true }
        """;
    load(yaml);
    assertThatThrownBy(() -> load(yaml.replace("alice", "mallory")))
        .isInstanceOf(KubernetesClientException.class);
    assertThatThrownBy(() -> load(yaml.replace("ollama://a", "ollama://b")))
        .isInstanceOf(KubernetesClientException.class);
    callers.gateway().post("/internal/models/fixed/wake").then().statusCode(409);
    callers.gateway().delete("/internal/models/fixed").then().statusCode(202);
  }

  @Test
  void aPoolWithoutALadderIsRefused() {
    callers
        .gateway()
        .body("{\"name\":\"gpu2\",\"ladder\":[]}")
        .post("/internal/gpu-pools")
        .then()
        .statusCode(400);
  }

  @Test
  void theCheckedInOpenApiIsTheOneThatTheCodeSays() throws Exception {
    String written = Files.readString(Path.of("target/contract/openapi.yaml"));
    GoldenFile.at(Path.of("src/main/contract/openapi.yaml")).matches(written);
    assertThat(written).contains("/internal/models/{name}/wake");
  }

  private List<?> load(String yaml) {
    return client
        .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
        .serverSideApply();
  }
}
