package dev.corral.proxy.relay;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasItems;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.proxy.Scene;
import dev.corral.proxy.ScriptedEngine;
import dev.corral.proxy.World;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Models with more than one replica, over real connections to two engines.
@QuarkusTest
@QuarkusTestResource(World.class)
class ReplicasTest {
  private static final String ANSWER =
      "{\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}";

  @Inject MeterRegistry metrics;

  private static void model(String name, List<ScriptedEngine> engines, String adapters) {
    Scene.model(name, "alice", false);
    try (KubernetesClient cluster = Scene.cluster()) {
      cluster
          .services()
          .inNamespace("corral")
          .withName("model-" + name)
          .edit(service ->
              service
                  .edit()
                  .editMetadata()
                  .addToLabels("corral.dev/engine", "vllm")
                  .addToAnnotations("corral.dev/dialect", "openai")
                  .addToAnnotations("corral.dev/adapters", adapters)
                  .addToAnnotations("corral.dev/state", "active")
                  .endMetadata()
                  .build());
      for (ScriptedEngine engine : engines) {
        Scene.replica(cluster, name, engine.port());
      }
    }
    await()
        .ignoreExceptions()
        .until(() ->
            given().get("/v1/models/" + name).statusCode() == 200
                && ask(name, "are you there?").statusCode() == 200);
  }

  private static void withdraw(String name, int port) {
    try (KubernetesClient cluster = Scene.cluster()) {
      cluster
          .discovery()
          .v1()
          .endpointSlices()
          .inNamespace("corral")
          .withName("model-" + name + "-" + port)
          .delete();
    }
  }

  private static io.restassured.specification.RequestSpecification given() {
    return RestAssured.given()
        .header("authorization", "Bearer " + Scene.KEY)
        .contentType("application/json");
  }

  private static Response ask(String model, String question) {
    return given()
        .body(
            "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}"
                .formatted(model, question))
        .post("/v1/chat/completions");
  }

  @Test
  void theSameBeginningGoesToTheSameReplica() throws IOException {
    try (var one = new ScriptedEngine();
        var two = new ScriptedEngine()) {
      one.script("alike", call -> call.whole(200, ANSWER));
      two.script("alike", call -> call.whole(200, ANSWER));
      model("alike", List.of(one, two), "[]");
      await().until(() -> spread(one, two) == 2);
      for (int question = 0; question < 8; question++) {
        int before = one.calls("alike").size();
        for (int i = 0; i < 4; i++) {
          ask("alike", "question " + question).then().statusCode(200);
        }
        int here = one.calls("alike").size() - before;
        assertTrue(here == 0 || here == 4, "of four, one replica got " + here);
      }
    }
  }

  /// How many replicas were reached by different questions.
  private static int spread(ScriptedEngine one, ScriptedEngine two) {
    for (int i = 0; i < 16; i++) {
      ask("alike", "spread " + i).then().statusCode(200);
    }
    return (one.calls("alike").isEmpty() ? 0 : 1) + (two.calls("alike").isEmpty() ? 0 : 1);
  }

  @Test
  void aReplicaThatFailsThreeTimesIsLeftAloneAndNobodyNotices() throws IOException {
    try (var good = new ScriptedEngine();
        var bad = new ScriptedEngine()) {
      good.script("halfsick", call -> call.whole(200, ANSWER));
      bad.script("halfsick", call -> call.whole(503, "{}"));
      double before = metrics.counter("corral.replica.ejections").count();
      model("halfsick", List.of(good, bad), "[]");
      for (int i = 0; i < 40; i++) {
        ask("halfsick", "question " + i).then().statusCode(200);
      }
      assertEquals(3, bad.calls("halfsick").size());
      assertTrue(metrics.counter("corral.replica.ejections").count() >= before + 1);
    }
  }

  @Test
  void anAdapterIsAskedForByItsOwnName() throws IOException {
    try (var engine = new ScriptedEngine()) {
      engine.script("tuned", call -> call.whole(200, ANSWER));
      engine.script("polite", call -> call.whole(200, ANSWER));
      model("tuned", List.of(engine), "[\"polite\"]");
      ask("tuned__polite", "hello").then().statusCode(200);
      assertEquals(1, engine.calls("polite").size());
      ask("tuned__rude", "hello").then().statusCode(404);
      ask("tuned_polite", "hello").then().statusCode(404);
      given().get("/v1/models").then().body("data.id", hasItems("tuned", "tuned__polite"));
    }
  }

  @Test
  void connectionsToAnAddressThatLeftAreClosed() throws IOException {
    try (var one = new ScriptedEngine();
        var two = new ScriptedEngine()) {
      one.script("moved", call -> call.whole(200, ANSWER));
      two.script("moved", call -> call.whole(200, ANSWER));
      model("moved", List.of(one, two), "[]");
      await()
          .until(() -> {
            ask("moved", "question " + java.util.UUID.randomUUID());
            return one.connections() > 0 && two.connections() > 0;
          });
      withdraw("moved", one.port());
      await().until(() -> one.connections() == 0);
      assertTrue(two.connections() > 0);
    }
  }
}
