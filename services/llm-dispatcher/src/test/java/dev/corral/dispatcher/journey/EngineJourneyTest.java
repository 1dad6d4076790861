package dev.corral.dispatcher.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.corral.dispatcher.engine.EngineKeys;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A model of each kind of engine comes up, and the data path finds what it needs to reach it.
@QuarkusTest
@QuarkusTestResource(StandIns.class)
class EngineJourneyTest {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @Inject KubernetesClient client;

  @Inject
  @ConfigProperty(name = "corral.engine-key-file")
  Path keyFile;

  @Inject
  @ConfigProperty(name = "corral.external.endpoints-dir")
  Path endpoints;

  private Callers callers;

  @BeforeEach
  void prepare() {
    callers = Callers.ready(client);
  }

  @ParameterizedTest
  @CsvSource({
    "of-localai, localai, hf://org/repo/q4.gguf, openai, 8080",
    "of-bedrock, bedrock, bedrock://eu.amazon.nova-lite-v1:0, bedrock, 443",
    "of-external, external, external://partner, openai, 443"
  })
  void aModelOfEachEngineComesUp(
      String name, String engine, String source, String dialect, int port) {
    create(name, engine, source);
    awaitState(name, "active");
    Service service = service(name);
    assertThat(service.getSpec().getPorts().getFirst().getPort()).isEqualTo(port);
    assertThat(service.getMetadata().getAnnotations())
        .containsEntry("corral.dev/dialect", dialect)
        .containsEntry("corral.dev/uid", uid(name))
        .containsEntry("corral.dev/state", "active");
    callers.gateway().delete("/internal/models/" + name).then().statusCode(202);
    awaitState(name, "terminated");
    assertThat(client.services().inNamespace("corral").withName("model-" + name).get()).isNull();
    assertThat(client.secrets().inNamespace("corral").withName("model-" + name).get()).isNull();
  }

  @Test
  void enginesOnGpusComeUpOnTheirPoolsNodes() {
    callers
        .gateway()
        .body("{\"name\":\"engines\",\"ladder\":[{\"instanceType\":\"g4dn.xlarge\"}]}")
        .post("/internal/gpu-pools")
        .then()
        .statusCode(202);
    for (String engine : List.of("vllm", "textgen", "ollama")) {
      String name = engine + "-on-gpu";
      boolean ollama = engine.equals("ollama");
      create(name, engine, ollama ? "ollama://tiny" : "hf://org/repo", "\"engines\"");
      awaitState(name, "active");
      Pod pod =
          client
              .pods()
              .inNamespace("corral")
              .withLabel("corral.dev/model", name)
              .list()
              .getItems()
              .getFirst();
      var node = client.nodes().withName(pod.getSpec().getNodeName()).get();
      assertThat(node.getMetadata().getLabels()).containsEntry("corral.dev/pool", "engines");
      var container = pod.getSpec().getContainers().getFirst();
      assertThat(container.getResources().getLimits()).containsKey("nvidia.com/gpu");
      assertThat(container.getArgs().contains("half")).isEqualTo(engine.equals("vllm"));
      callers.gateway().delete("/internal/models/" + name).then().statusCode(202);
      awaitState(name, "terminated");
    }
    callers.gateway().delete("/internal/gpu-pools/engines").then().statusCode(202);
  }

  @Test
  void theEnginesKeyIsTheOneThatTheProxyDerives() throws Exception {
    create("keyed", "localai", "hf://org/repo/q4.gguf");
    String uid = uid("keyed");
    var secret = client.secrets().inNamespace("corral").withName("model-keyed").get();
    byte[] key = Base64.getDecoder().decode(secret.getData().get("api-key"));
    assertThat(new String(key, StandardCharsets.UTF_8))
        .isEqualTo(new EngineKeys(Files.readAllBytes(keyFile)).api(uid));
    callers.gateway().delete("/internal/models/keyed").then().statusCode(202);
    awaitState("keyed", "terminated");
  }

  @Test
  void aRouteShowsNoCredentialAndFailsWhenItsEndpointIsGone() throws Exception {
    create("routed", "external", "external://partner");
    awaitState("routed", "active");
    assertThat(service("routed").getMetadata().getAnnotations())
        .containsAllEntriesOf(
            Map.of(
                "corral.dev/upstream-url", "https://llm.example.com/v1",
                "corral.dev/upstream-auth", "partner"))
        .allSatisfy((name, value) -> assertThat(value).doesNotContain("not-shown"));
    create("nowhere", "external", "external://unknown");
    awaitState("nowhere", "failed");
    callers
        .gateway()
        .get("/internal/models/nowhere")
        .then()
        .body("reason", equalTo("ModelNotFound"))
        .body("message", containsString("platform team"));
    Files.copy(endpoints.resolve("partner.json"), endpoints.resolve("unknown.json"));
    callers.gateway().post("/internal/models/nowhere/wake").then().statusCode(202);
    awaitState("nowhere", "active");
    Files.delete(endpoints.resolve("unknown.json"));
    callers
        .gateway()
        .body("{\"idleTimeout\":\"6m\"}")
        .patch("/internal/models/nowhere")
        .then()
        .statusCode(200);
    awaitState("nowhere", "failed");
    assertThat(service("nowhere").getMetadata().getAnnotations())
        .doesNotContainKey("corral.dev/upstream-url");
    for (String name : new String[] {"routed", "nowhere"}) {
      callers.gateway().delete("/internal/models/" + name).then().statusCode(202);
      awaitState(name, "terminated");
    }
  }

  private void create(String name, String engine, String source) {
    create(name, engine, source, "null");
  }

  private void create(String name, String engine, String source, String compute) {
    String body =
        """
        {"name":"%s","owner":"alice","engine":"%s","source":"%s","compute":%s}
        """
            .formatted(name, engine, source, compute);
    callers.gateway().body(body).post("/internal/models").then().statusCode(202);
    await()
        .atMost(PATIENCE)
        .until(
            () -> client.services().inNamespace("corral").withName("model-" + name).get() != null);
  }

  private Service service(String name) {
    return client.services().inNamespace("corral").withName("model-" + name).get();
  }

  private String uid(String name) {
    return callers.gateway().get("/internal/models/" + name).then().extract().path("uid");
  }

  private void awaitState(String name, String state) {
    await()
        .atMost(PATIENCE)
        .until(() ->
            state.equals(
                callers.gateway().get("/internal/models/" + name).then().extract().path("state")));
  }
}
