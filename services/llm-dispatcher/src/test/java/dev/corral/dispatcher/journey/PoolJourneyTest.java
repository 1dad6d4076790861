package dev.corral.dispatcher.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.corral.dispatcher.pool.CapacityOutlook;
import dev.corral.dispatcher.pool.Outlook;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// GPU pools through the API, against an API server with Karpenter's own CRDs and their rules, and
/// a Karpenter that buys and ends instances.
@QuarkusTest
@QuarkusTestResource(StandIns.class)
class PoolJourneyTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Inject KubernetesClient client;
  @Inject CapacityOutlook outlook;
  private Callers callers;

  @BeforeEach
  void prepare() {
    callers = Callers.ready(client);
  }

  @AfterEach
  void leaveNothing() {
    knobs(Map.of("fail", ""));
    client.apps().deployments().inNamespace("corral").withName("gpu-guest").delete();
  }

  @Test
  void aPoolStartsNodesOnTheNextRungStopsAndGoes() {
    create("road", "{\"instanceType\":\"g6.xlarge\"},{\"instanceType\":\"g5.xlarge\"}");
    awaitReady("road", "Ready");
    assertThat(owned("NodePool", "road")).hasSize(2);
    knobs(Map.of("corral-road-0.fail", "Capacity"));
    guest("road");
    await().atMost(PATIENCE).until(() -> node("road", "ready"));
    var tries = events("road");
    assertThat(tries)
        .anySatisfy(e -> {
          assertThat(e.getReason()).isEqualTo("InsufficientInstanceCapacity");
          assertThat(e.getNote()).contains("g6.xlarge (on-demand)");
        });
    callers
        .gateway()
        .get("/internal/gpu-pools/road")
        .then()
        .statusCode(200)
        .body("status.nodes[0].instanceType", equalTo("g5.xlarge"))
        .body("status.nodes[0].instanceId", containsString("i-"))
        .body("status.nodeCount", equalTo(1));
    assertThat(outlook.outlook("road", Instant.EPOCH)).isInstanceOf(Outlook.Waiting.class);
    stopAndGo("road");
  }

  private void stopAndGo(String pool) {
    client.apps().deployments().inNamespace("corral").withName("gpu-guest").scale(0);
    callers
        .gateway()
        .body("{}")
        .post("/internal/gpu-pools/" + pool + "/stop")
        .then()
        .statusCode(202);
    await().atMost(PATIENCE).until(() -> owned("NodeClaim", pool).isEmpty());
    awaitReady(pool, "Ready");
    callers.gateway().delete("/internal/gpu-pools/" + pool).then().statusCode(202);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> callers.gateway().get("/internal/gpu-pools/" + pool).then().statusCode(404));
    assertThat(owned("NodePool", pool)).isEmpty();
    assertThat(owned("NodeClaim", pool)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Quota", "Capacity", "Bootstrap"})
  void whatCannotBeHadEndsInASentence(String fault) {
    String pool = "no-" + fault.toLowerCase(java.util.Locale.ROOT);
    knobs(Map.of("fail", fault, "timeout.registration", "2s", "unavailable", "1s"));
    create(pool, "{\"instanceType\":\"g6.xlarge\"}");
    awaitReady(pool, "Ready");
    guest(pool);
    await()
        .atMost(PATIENCE)
        .until(() -> outlook.outlook(pool, Instant.EPOCH) instanceof Outlook.Exhausted);
    var failure = ((Outlook.Exhausted) outlook.outlook(pool, Instant.EPOCH)).failure();
    assertThat(failure.code().name()).isEqualTo(fault);
    assertThat(failure.message()).contains("g6.xlarge (on-demand)").endsWith(".");
    stopAndGo(pool);
  }

  @Test
  void aPoolIsChangedWithinItsRules() {
    create("changed", "{\"instanceType\":\"g6.xlarge\"}");
    awaitReady("changed", "Ready");
    callers
        .gateway()
        .body("{\"maxNodes\":4,\"suspended\":true}")
        .patch("/internal/gpu-pools/changed")
        .then()
        .statusCode(200)
        .body("spec.maxNodes", equalTo(4));
    awaitReady("changed", "Suspended");
    callers
        .gateway()
        .body("{\"ladder\":[{\"instanceType\":\"g6f.large\"}]}")
        .patch("/internal/gpu-pools/changed")
        .then()
        .statusCode(400)
        .body("errors[0].field", equalTo("ladder[0].instanceType"));
    for (String twice :
        List.of(
            "{\"ladder\":[{\"instanceType\":\"g6.xlarge\"},{\"instanceType\":\"g6.xlarge\"}]}",
            "{\"ladder\":[{\"instanceType\":\"g6.xlarge\",\"capacityType\":\"reserved\"}]}",
            "{\"consolidateAfter\":\"1s\"}",
            "{\"terminationGrace\":\"2h\"}",
            "{\"amiParameter\":\"/aws/reference/secretsmanager/x\"}")) {
      callers
          .gateway()
          .body(twice)
          .patch("/internal/gpu-pools/changed")
          .then()
          .statusCode(400)
          .body("code", equalTo("invalid_field"));
    }
    callers.gateway().delete("/internal/gpu-pools/changed").then().statusCode(202);
  }

  @Test
  void aPoolThatAModelUsesIsNotDeleted() {
    create("used", "{\"instanceType\":\"g6.xlarge\"}");
    client
        .load(
            stream(
                """
                apiVersion: corral.dev/v1alpha1
                kind: Model
                metadata: { name: user, namespace: corral }
                spec: { engine: vllm, source: "hf://a/b", owner: alice, compute: used, suspended: true }
                """))
        .serverSideApply();
    callers
        .gateway()
        .delete("/internal/gpu-pools/used")
        .then()
        .statusCode(409)
        .body("detail", containsString("user"));
    callers.gateway().delete("/internal/models/user").then().statusCode(202);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> callers.gateway().delete("/internal/gpu-pools/used").then().statusCode(202));
  }

  private void create(String name, String ladder) {
    callers
        .gateway()
        .body("{\"name\":\"%s\",\"ladder\":[%s]}".formatted(name, ladder))
        .post("/internal/gpu-pools")
        .then()
        .statusCode(202);
  }

  private void awaitReady(String pool, String reason) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() ->
            callers
                .gateway()
                .get("/internal/gpu-pools/" + pool)
                .then()
                .body("status.conditions[0].reason", equalTo(reason)));
  }

  private boolean node(String pool, String state) {
    List<String> states =
        callers
            .gateway()
            .get("/internal/gpu-pools/" + pool)
            .then()
            .extract()
            .path("status.nodes.state");
    return states != null && states.contains(state);
  }

  private List<Event> events(String pool) {
    return client.events().v1().events().inNamespace("corral").list().getItems().stream()
        .filter(e -> pool.equals(e.getRegarding().getName()))
        .toList();
  }

  private List<GenericKubernetesResource> owned(String kind, String pool) {
    return client
        .genericKubernetesResources("karpenter.sh/v1", kind)
        .withLabel("corral.dev/pool", pool)
        .list()
        .getItems();
  }

  private void knobs(Map<String, String> data) {
    client
        .configMaps()
        .inNamespace("kube-system")
        .withName("simulated-karpenter")
        .patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(Map.of("data", data)));
  }

  /// A pod that wants a GPU, as a model's would be.
  private void guest(String pool) {
    client
        .load(
            stream(
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: { name: gpu-guest, namespace: corral }
                spec:
                  replicas: 1
                  selector: { matchLabels: { corral.dev/model: gpu-guest } }
                  template:
                    metadata: { labels: { corral.dev/model: gpu-guest } }
                    spec:
                      nodeSelector: { corral.dev/pool: %s }
                      tolerations: [{ key: nvidia.com/gpu, operator: Exists }]
                      containers:
                      - name: engine
                        image: example/engine
                        resources: { limits: { nvidia.com/gpu: "1" } }
                """
                    .formatted(pool)))
        .serverSideApply();
    await().atMost(PATIENCE).until(() -> !guests().isEmpty());
  }

  private List<Pod> guests() {
    return client
        .pods()
        .inNamespace("corral")
        .withLabel("corral.dev/model", "gpu-guest")
        .list()
        .getItems();
  }

  private static ByteArrayInputStream stream(String yaml) {
    return new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8));
  }
}
