package dev.corral.proxy.relay;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.proxy.Scene;
import dev.corral.proxy.ScriptedEngine;
import dev.corral.proxy.World;
import dev.corral.proxy.image.Samples;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Servers of OpenAI's image routes: they get their keys, and replicas among them are chosen, left
/// alone and tried again as for every other request.
@QuarkusTest
@QuarkusTestResource(World.class)
@TestProfile(PaintServersTest.Impatient.class)
class PaintServersTest {
  /// Nobody waits for minutes here; one failure is enough, and for as long as a slow machine needs.
  public static final class Impatient implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "corral.images.deadline",
          "10s",
          "corral.routing.eject-after",
          "1",
          "corral.routing.eject-for",
          "5m");
    }
  }

  private static final String UID = "0d7c9f1e-0000-4000-8000-000000000001";
  private static final String UIDS_KEY = "XrvDLvUgHWJGAumWRZkgLHoQRf5nWCEgxx1gQ0kg3Jg";

  @Inject MeterRegistry metrics;
  @Inject Relay relay;

  private static RequestSpecification given() {
    return RestAssured.given()
        .header("authorization", "Bearer " + Scene.KEY)
        .contentType("application/json");
  }

  private static Response paint(String model, int count) {
    return given()
        .body("{\"model\":\"%s\",\"prompt\":\"a cat\",\"n\":%d}".formatted(model, count))
        .post("/v1/images/generations");
  }

  private static void picture(ScriptedEngine.Call call) throws IOException {
    call.whole(
        200,
        "{\"data\":[{\"b64_json\":\"%s\"}]}"
            .formatted(Base64.getEncoder().encodeToString(Samples.png(64, 64))));
  }

  private void model(String name, List<Integer> ports, Map<String, String> more) {
    Map<String, String> annotations =
        new HashMap<>(Map.of("corral.dev/dialect", "openai", "corral.dev/state", "active"));
    annotations.putAll(more);
    Scene.model(name, "alice", false, "localai", annotations);
    try (KubernetesClient cluster = Scene.cluster()) {
      ports.forEach(port -> Scene.replica(cluster, name, port));
    }
    await()
        .until(() ->
            relay
                .lanes()
                .table()
                .snapshot()
                .find(name)
                .filter(model -> model.replicas().size() == ports.size())
                .isPresent());
  }

  private static long painted(ScriptedEngine engine, String model) {
    return engine.calls(model).stream()
        .filter(call -> call.head().startsWith("POST /v1/images/generations "))
        .count();
  }

  @Test
  void aReplicaThatFailsIsTriedElsewhereAndThenLeftAlone() throws IOException {
    try (var good = new ScriptedEngine();
        var bad = new ScriptedEngine()) {
      good.script("halfpainter", PaintServersTest::picture);
      bad.script("halfpainter", call -> call.whole(503, "{}"));
      double before = metrics.counter("corral.replica.ejections").count();
      model("halfpainter", List.of(good.port(), bad.port()), Map.of());
      for (int i = 0; i < 6; i++) {
        paint("halfpainter", 2).then().statusCode(200).body("data", hasSize(2));
      }
      assertTrue(metrics.counter("corral.replica.ejections").count() >= before + 1);
      long tried = painted(bad, "halfpainter");
      for (int i = 0; i < 3; i++) {
        paint("halfpainter", 1).then().statusCode(200);
      }
      assertEquals(tried, painted(bad, "halfpainter"), "it is left alone");
    }
  }

  @Test
  void aReplicaThatSaysNothingInTimeIsLeftAlone() throws IOException {
    try (var good = new ScriptedEngine();
        var silent = new ScriptedEngine()) {
      good.script("halfsilent", PaintServersTest::picture);
      silent.script("halfsilent", ScriptedEngine.Call::awaitClose);
      model("halfsilent", List.of(good.port(), silent.port()), Map.of());
      // two at once: one for each replica
      paint("halfsilent", 2).then().statusCode(504).body("error.code", is("engine_timeout"));
      for (int i = 0; i < 4; i++) {
        paint("halfsilent", 1).then().statusCode(200);
      }
      assertEquals(1, painted(silent, "halfsilent"));
    }
  }

  @Test
  void idleReplicasTakeTurns() throws IOException {
    try (var one = new ScriptedEngine();
        var other = new ScriptedEngine()) {
      one.script("turns", PaintServersTest::picture);
      other.script("turns", PaintServersTest::picture);
      model("turns", List.of(one.port(), other.port()), Map.of());
      for (int i = 0; i < 4; i++) {
        paint("turns", 1).then().statusCode(200);
      }
      assertEquals(2, painted(one, "turns"));
      assertEquals(2, painted(other, "turns"));
    }
  }

  @Test
  void aReplicaThatCannotBeReachedIsTriedElsewhere() throws IOException {
    int nobody;
    try (var closed = new ScriptedEngine()) {
      nobody = closed.port();
    }
    try (var good = new ScriptedEngine()) {
      good.script("reachable", PaintServersTest::picture);
      model("reachable", List.of(good.port(), nobody), Map.of());
      for (int i = 0; i < 4; i++) {
        paint("reachable", 1).then().statusCode(200);
      }
      assertEquals(4, painted(good, "reachable"));
    }
  }

  @Test
  void anEngineInTheClusterGetsItsOwnKey() throws IOException {
    try (var engine = new ScriptedEngine()) {
      engine.script("keyed-painter", PaintServersTest::picture);
      model("keyed-painter", List.of(engine.port()), Map.of("corral.dev/uid", UID));
      paint("keyed-painter", 1).then().statusCode(200);
      String head = engine.calls("keyed-painter").getLast().head();
      assertTrue(head.contains("authorization: Bearer " + UIDS_KEY), head);
    }
  }

  private static void define(String endpoint, ScriptedEngine server, String auth)
      throws IOException {
    Files.writeString(
        Path.of(Scene.setting("corral.external.endpoints-dir")).resolve(endpoint + ".json"),
        "{\"url\":\"http://127.0.0.1:%d/base/v1\",\"dialect\":\"openai\",%s}"
            .formatted(server.port(), auth));
  }

  private static void external(String model) {
    Scene.model(
        model,
        "alice",
        true,
        Map.of(
            "corral.dev/dialect",
            "openai",
            // what the table says is not where credentials go to
            "corral.dev/upstream-url",
            "http://127.0.0.1:1/v1",
            "corral.dev/upstream-auth",
            model));
    await().ignoreExceptions().until(() -> given().get("/v1/models/" + model).statusCode() == 200);
  }

  private static void onlyWithKey(ScriptedEngine.Call call) throws IOException {
    if (call.head().toLowerCase(Locale.ROOT).contains("authorization: bearer paint-token")) {
      picture(call);
    } else {
      call.whole(401, "{\"error\":{\"message\":\"who are you?\"}}");
    }
  }

  @Test
  void aServerElsewhereGetsTheCredentialsOfItsDefinition() throws IOException {
    try (var server = new ScriptedEngine()) {
      server.script("far-painter", PaintServersTest::onlyWithKey);
      define("far-painter", server, "\"auth\":\"none\"");
      external("far-painter");
      paint("far-painter", 1).then().statusCode(403).body("error.code", is("model_forbidden"));
      define("far-painter", server, "\"auth\":\"bearer\",\"token\":\"paint-token\"");
      paint("far-painter", 1).then().statusCode(200).body("size", is("64x64"));
      String head = server.calls("far-painter").getLast().head();
      assertTrue(head.startsWith("POST /base/v1/images/generations "), head);
      assertFalse(head.contains(Scene.KEY), "the caller's key stays here");
    }
  }

  @Test
  void aServerElsewhereIsAskedOnce() throws IOException {
    try (var server = new ScriptedEngine()) {
      server.script("far-tired", call -> call.whole(503, "{}"));
      define("far-tired", server, "\"auth\":\"none\"");
      external("far-tired");
      paint("far-tired", 1).then().statusCode(503).body("error.code", is("engine_unavailable"));
      assertEquals(1, server.calls("far-tired").size());
    }
  }
}
