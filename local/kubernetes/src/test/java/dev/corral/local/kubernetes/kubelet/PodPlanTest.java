package dev.corral.local.kubernetes.kubelet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.store.Journal;
import dev.corral.local.kubernetes.store.ObjectKey;
import dev.corral.local.kubernetes.store.ObjectStore;
import dev.corral.local.kubernetes.store.StoredObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the kubelet decides, without a cluster or a clock.
class PodPlanTest {
  private static final EngineState ABSENT = new EngineState.Absent();
  private static final Duration LONG = Duration.ofMinutes(1);
  @TempDir Path directory;
  private ObjectStore store;

  @BeforeEach
  void open() throws IOException {
    store = ObjectStore.open(Journal.open(directory));
  }

  @AfterEach
  void close() throws IOException {
    store.close();
  }

  private PodView pod(ObjectNode status, String node) {
    ObjectNode pod =
        Json.object(
            "metadata",
                Json.object("name", "p", "uid", "u", "labels", Json.object(PodView.MODEL, "tiny")),
            "spec",
                Json.object(
                    "nodeName", node, "containers", Json.array(Json.object("name", "engine"))),
            "status", status);
    StoredObject stored = store.put(new ObjectKey("/pods", "default", "p"), pod);
    return new PodView(stored);
  }

  private static Step next(PodView pod, ObjectNode knobs, Duration inStage, EngineState engine) {
    return new PodPlan(pod, new Knobs(knobs), inStage, engine, false, Optional.empty()).next();
  }

  private static ObjectNode main(String state, ObjectNode details, boolean ready) {
    return Json.object(
        "containerStatuses",
            Json.array(
                Json.object(
                    "name", "engine", "restartCount", 2, "state", Json.object(state, details))),
        "conditions", Json.array(Json.object("type", "Ready", "status", ready ? "True" : "False")));
  }

  private static ObjectNode scheduled(String nominated) {
    return Json.object(
        "conditions",
        Json.array(Json.object("type", "PodScheduled", "status", "False")),
        "nominatedNodeName",
        nominated);
  }

  @Test
  void itWaitsOutTheDelayOfThePhaseAndOfTheModel() {
    ObjectNode knobs =
        Json.object(
            "delay.waiting_capacity",
            "2s",
            "tiny.delay.node_launching",
            "5s",
            "delay.node_launching",
            "1s");
    PodView waiting = pod(scheduled(""), "");
    assertEquals(
        new Step.Wait(Duration.ofMillis(500)),
        next(waiting, knobs, Duration.ofMillis(1500), ABSENT));
    assertEquals(new Step.LaunchNode(), next(waiting, knobs, Duration.ofSeconds(2), ABSENT));
    PodView launching = pod(scheduled("n"), "");
    assertEquals(
        new Step.Wait(Duration.ofSeconds(4)),
        next(launching, knobs, Duration.ofSeconds(1), ABSENT));
  }

  @Test
  void withoutCapacityItRests() {
    assertEquals(
        new Step.Rest(),
        next(pod(scheduled(""), ""), Json.object("fail", "Capacity"), LONG, ABSENT));
    assertEquals(
        new Step.LaunchNode(),
        next(pod(scheduled(""), ""), Json.object("other.fail", "Capacity"), LONG, ABSENT));
  }

  @Test
  void nonsenseInAKnobMeansTheDefault() {
    PodView waiting = pod(scheduled(""), "");
    assertEquals(
        new Step.Wait(Duration.ofMillis(300)),
        next(waiting, Json.object("delay.waiting_capacity", "soon"), Duration.ZERO, ABSENT));
  }

  @Test
  void readinessFollowsTheEngine() {
    PodView warming = pod(main("running", Json.object(), false), "n");
    assertEquals(
        new Step.BecomeReady(), next(warming, Json.object(), LONG, new EngineState.Answering()));
    assertEquals(
        new Step.Crash(3, "Error"), next(warming, Json.object(), LONG, new EngineState.Exited(3)));
    PodView ready = pod(main("running", Json.object(), true), "n");
    assertEquals(
        new Step.BecomeUnready(), next(ready, Json.object(), LONG, new EngineState.Starting()));
    assertEquals(new Step.Crash(137, "Error"), next(ready, Json.object(), LONG, ABSENT));
  }

  @Test
  void backOffGrowsWithTheRestarts() {
    PodView crashing = pod(main("waiting", Json.object("reason", "CrashLoopBackOff"), false), "n");
    assertEquals(
        new Step.Wait(Duration.ofSeconds(3)),
        next(crashing, Json.object(), Duration.ofSeconds(1), ABSENT));
    assertEquals(
        new Step.StartContainers(), next(crashing, Json.object(), Duration.ofSeconds(4), ABSENT));
  }

  @Test
  void faultsHitWhereTheyBelong() {
    PodView warming = pod(main("running", Json.object(), false), "n");
    assertEquals(
        new Step.Crash(137, "OOMKilled"),
        next(warming, Json.object("fail", "OutOfMemory"), LONG, new EngineState.Answering()));
    PodView pulling = pod(main("waiting", Json.object("reason", "ContainerCreating"), false), "n");
    assertEquals(
        new Step.FailPull("ErrImagePull"),
        next(pulling, Json.object("tiny.fail", "ImagePull"), LONG, ABSENT));
    assertEquals(new Step.StartContainers(), next(pulling, Json.object(), LONG, ABSENT));
  }
}
