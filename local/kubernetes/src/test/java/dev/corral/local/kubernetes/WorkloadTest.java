package dev.corral.local.kubernetes;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Deployments down to their pods, the phases and failures of the simulated kubelet, and what is
/// left behind: nothing.
class WorkloadTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Map<String, String> FAST =
      Map.of(
          "delay.waiting_capacity",
          "100ms",
          "delay.node_launching",
          "100ms",
          "delay.image_pull",
          "100ms",
          "delay.weights",
          "100ms",
          "fail",
          "");

  @TempDir static Path directory;
  private static RunningCluster cluster;
  private static KubernetesClient client;

  @BeforeAll
  static void start() throws Exception {
    cluster = RunningCluster.start(directory.resolve("state"));
    client = cluster.client();
  }

  @AfterAll
  static void stop() {
    client.close();
    cluster.close();
  }

  @BeforeEach
  void quick() {
    knobs(FAST);
  }

  @AfterEach
  void sweep() {
    client.apps().deployments().inNamespace("default").delete();
    await()
        .atMost(PATIENCE)
        .until(() -> client.pods().inNamespace("default").list().getItems().isEmpty());
  }

  private static void knobs(Map<String, String> data) {
    client
        .configMaps()
        .inNamespace("kube-system")
        .withName("simulated-kubelet")
        .edit(map -> new ConfigMapBuilder(map).withData(data).build());
  }

  private static void knob(String key, String value) {
    client
        .configMaps()
        .inNamespace("kube-system")
        .withName("simulated-kubelet")
        .edit(map -> new ConfigMapBuilder(map).addToData(key, value).build());
  }

  private static Deployment model(String name, int replicas) {
    String yaml =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: model-%1$s, namespace: default}
        spec:
          replicas: %2$d
          selector: {matchLabels: {corral.dev/model: %1$s}}
          template:
            metadata: {labels: {corral.dev/model: %1$s}}
            spec:
              initContainers:
              - {name: weights, image: "ollama/ollama:0.13"}
              containers:
              - {name: engine, image: "ollama/ollama:0.13", ports: [{name: http, containerPort: 11434}]}
        """
            .formatted(name, replicas);
    return client.apps().deployments().load(new ByteArrayInputStream(yaml.getBytes())).create();
  }

  private static List<Pod> pods(String model) {
    return client
        .pods()
        .inNamespace("default")
        .withLabel("corral.dev/model", model)
        .list()
        .getItems();
  }

  private static Pod awaitPod(String model, Predicate<Pod> state) {
    await().atMost(PATIENCE).until(() -> pods(model).stream().anyMatch(state));
    return pods(model).getFirst();
  }

  private static boolean ready(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }

  private static String waiting(ContainerState state) {
    return state.getWaiting() == null ? "" : state.getWaiting().getReason();
  }

  /// The words of the contract, read off a pod the way the dispatcher does.
  private static String phase(Pod pod) {
    boolean bound = pod.getSpec().getNodeName() != null;
    if (!bound) {
      return pod.getStatus().getNominatedNodeName() == null ? "waiting_capacity" : "node_launching";
    }
    var inits = pod.getStatus().getInitContainerStatuses();
    if (inits.isEmpty()) {
      return "node_launching";
    }
    ContainerState weights = inits.getFirst().getState();
    if (weights.getWaiting() != null) {
      return "image_pull";
    }
    return weights.getRunning() != null ? "weights" : ready(pod) ? "ready" : "warm_up";
  }

  @Test
  void aPodPassesEveryPhaseInOrder() {
    List<String> phases = new CopyOnWriteArrayList<>();
    var watch =
        client
            .pods()
            .inNamespace("default")
            .withLabel("corral.dev/model", "phases")
            .inform(
                new ResourceEventHandler<>() {
                  @Override
                  public void onAdd(Pod pod) {
                    onUpdate(pod, pod);
                  }

                  @Override
                  public void onUpdate(Pod old, Pod pod) {
                    if (phases.isEmpty() || !phases.getLast().equals(phase(pod))) {
                      phases.add(phase(pod));
                    }
                  }

                  @Override
                  public void onDelete(Pod pod, boolean unknown) {}
                });
    try (watch) {
      model("phases", 1);
      await()
          .atMost(PATIENCE)
          .untilAsserted(() ->
              assertEquals(
                  List.of(
                      "waiting_capacity",
                      "node_launching",
                      "image_pull",
                      "weights",
                      "warm_up",
                      "ready"),
                  phases));
    }
    Pod pod = pods("phases").getFirst();
    assertEquals(
        1,
        client.nodes().list().getItems().stream()
            .filter(n -> n.getMetadata().getName().equals(pod.getSpec().getNodeName()))
            .count());
    List<String> reasons =
        client
            .v1()
            .events()
            .inNamespace("default")
            .withField("involvedObject.uid", pod.getMetadata().getUid())
            .list()
            .getItems()
            .stream()
            .map(Event::getReason)
            .toList();
    assertTrue(
        reasons.containsAll(List.of("Scheduled", "Pulling", "Pulled", "Created", "Started")),
        reasons.toString());
  }

  @Test
  void failuresShowAndEndWhenTheyAreTurnedOff() {
    knob("img.fail", "ImagePull");
    model("img", 1);
    awaitPod("img", p -> waitingInit(p).equals("ImagePullBackOff"));
    knob("img.fail", "");
    awaitPod("img", WorkloadTest::ready);
  }

  private static String waitingInit(Pod pod) {
    var inits = pod.getStatus().getInitContainerStatuses();
    return inits.isEmpty() ? "" : waiting(inits.getFirst().getState());
  }

  @Test
  void aModelThatIsNotFoundExitsWith44() {
    knob("nf.fail", "ModelNotFound");
    model("nf", 1);
    Pod pod = awaitPod("nf", p -> waitingInit(p).equals("CrashLoopBackOff"));
    assertEquals(
        44,
        pod.getStatus()
            .getInitContainerStatuses()
            .getFirst()
            .getLastState()
            .getTerminated()
            .getExitCode());
    knob("nf.fail", "");
    Pod recovered = awaitPod("nf", WorkloadTest::ready);
    assertTrue(recovered.getStatus().getInitContainerStatuses().getFirst().getRestartCount() > 0);
  }

  @Test
  void outOfMemoryAndBootstrapCrashTheEngine() {
    knob("oom.fail", "OutOfMemory");
    knob("boot.fail", "Bootstrap");
    model("oom", 1);
    model("boot", 1);
    Pod oom = awaitPod("oom", p -> mainWaiting(p).equals("CrashLoopBackOff"));
    assertEquals(
        "OOMKilled",
        oom.getStatus()
            .getContainerStatuses()
            .getFirst()
            .getLastState()
            .getTerminated()
            .getReason());
    Pod boot = awaitPod("boot", p -> mainWaiting(p).equals("CrashLoopBackOff"));
    assertEquals(
        1,
        boot.getStatus()
            .getContainerStatuses()
            .getFirst()
            .getLastState()
            .getTerminated()
            .getExitCode());
  }

  private static String mainWaiting(Pod pod) {
    var statuses = pod.getStatus().getContainerStatuses();
    return statuses.isEmpty() ? "" : waiting(statuses.getFirst().getState());
  }

  @Test
  void withoutCapacityAPodStaysUnscheduledUntilThereIsSome() {
    knob("cap.fail", "Capacity");
    model("cap", 1);
    Pod pod = awaitPod("cap", p -> !p.getStatus().getConditions().isEmpty());
    assertEquals("Unschedulable", pod.getStatus().getConditions().getFirst().getReason());
    await()
        .during(Duration.ofMillis(600))
        .atMost(PATIENCE)
        .until(() -> pods("cap").getFirst().getStatus().getNominatedNodeName() == null);
    knob("cap.fail", "");
    awaitPod("cap", WorkloadTest::ready);
  }

  @Test
  void deletingADeploymentLeavesNothingBehind() {
    model("gone", 2);
    await()
        .atMost(PATIENCE)
        .until(() -> pods("gone").stream().filter(WorkloadTest::ready).count() == 2);
    assertTrue(client.nodes().list().getItems().size() >= 2);
    client.apps().deployments().inNamespace("default").withName("model-gone").delete();
    await()
        .atMost(PATIENCE)
        .until(() ->
            pods("gone").isEmpty()
                && client.apps().replicaSets().inNamespace("default").list().getItems().isEmpty()
                && client.nodes().list().getItems().isEmpty());
  }

  @Test
  void scalingAndStatusCounts() {
    model("scale", 1);
    client.apps().deployments().inNamespace("default").withName("model-scale").scale(3);
    await()
        .atMost(PATIENCE)
        .until(() -> Integer.valueOf(3).equals(deployment("scale").getStatus().getReadyReplicas()));
    client.apps().deployments().inNamespace("default").withName("model-scale").scale(0);
    await().atMost(PATIENCE).until(() -> pods("scale").isEmpty());
    await()
        .atMost(PATIENCE)
        .until(() ->
            deployment("scale")
                    .getStatus()
                    .getObservedGeneration()
                    .equals(deployment("scale").getMetadata().getGeneration())
                && deployment("scale").getStatus().getReplicas() == 0);
  }

  private static Deployment deployment(String model) {
    return client.apps().deployments().inNamespace("default").withName("model-" + model).get();
  }

  @Test
  void aNewTemplateRollsToNewPods() {
    model("roll", 2);
    await()
        .atMost(PATIENCE)
        .until(() -> pods("roll").stream().filter(WorkloadTest::ready).count() == 2);
    List<String> before = pods("roll").stream().map(p -> p.getMetadata().getUid()).toList();
    client
        .apps()
        .deployments()
        .inNamespace("default")
        .withName("model-roll")
        .edit(d ->
            new DeploymentBuilder(d)
                .editSpec()
                .editTemplate()
                .editMetadata()
                .addToLabels("v", "2")
                .endMetadata()
                .endTemplate()
                .endSpec()
                .build());
    await()
        .atMost(PATIENCE)
        .until(() ->
            pods("roll").size() == 2
                && pods("roll").stream()
                    .allMatch(p -> ready(p) && "2".equals(p.getMetadata().getLabels().get("v"))));
    assertTrue(pods("roll").stream().noneMatch(p -> before.contains(p.getMetadata().getUid())));
  }

  @Test
  void slicesFollowPodsAndTheirReadiness() {
    client
        .services()
        .load(
            new ByteArrayInputStream(
                """
                apiVersion: v1
                kind: Service
                metadata: {name: model-ep, namespace: default}
                spec: {clusterIP: None, selector: {corral.dev/model: ep}, ports: [{name: http, port: 11434, targetPort: http}]}
                """
                    .getBytes()))
        .create();
    model("ep", 2);
    await()
        .atMost(PATIENCE)
        .until(() ->
            slices().stream()
                    .flatMap(s -> s.getEndpoints().stream())
                    .filter(e -> e.getConditions().getReady())
                    .count()
                == 2);
    EndpointSlice slice = slices().getFirst();
    assertEquals(11434, slice.getPorts().getFirst().getPort());
    assertEquals(List.of("127.0.0.1"), slice.getEndpoints().getFirst().getAddresses());
    client.apps().deployments().inNamespace("default").withName("model-ep").scale(0);
    await().atMost(PATIENCE).until(() -> slices().isEmpty());
    client.services().inNamespace("default").withName("model-ep").delete();
  }

  private static List<EndpointSlice> slices() {
    return client
        .discovery()
        .v1()
        .endpointSlices()
        .inNamespace("default")
        .withLabel("kubernetes.io/service-name", "model-ep")
        .list()
        .getItems();
  }

  private static ConfigMap owned(String name, ConfigMap owner, String... finalizers) {
    var reference =
        new OwnerReferenceBuilder()
            .withApiVersion("v1")
            .withKind("ConfigMap")
            .withName(owner.getMetadata().getName())
            .withUid(owner.getMetadata().getUid())
            .build();
    return client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .withFinalizers(finalizers)
                .withOwnerReferences(reference)
                .endMetadata()
                .build())
        .create();
  }

  @Test
  void garbageIsCollectedAlsoAfterALateFinalizer() {
    ConfigMap root =
        client
            .resource(
                new ConfigMapBuilder()
                    .withNewMetadata()
                    .withName("root")
                    .withNamespace("default")
                    .addToFinalizers("corral.dev/hold")
                    .endMetadata()
                    .build())
            .create();
    ConfigMap child = owned("child", root);
    owned("grandchild", child);
    client.resource(root).delete();
    assertNotEquals(null, client.configMaps().inNamespace("default").withName("child").get());
    client
        .configMaps()
        .inNamespace("default")
        .withName("root")
        .edit(m -> new ConfigMapBuilder(m).editMetadata().withFinalizers().endMetadata().build());
    await()
        .atMost(PATIENCE)
        .until(
            () -> client.configMaps().inNamespace("default").withName("grandchild").get() == null);
    assertEquals(null, client.configMaps().inNamespace("default").withName("child").get());
  }

  @Test
  void foregroundWaitsAndOrphanSpares() {
    ConfigMap waits =
        client
            .resource(
                new ConfigMapBuilder()
                    .withNewMetadata()
                    .withName("waits")
                    .withNamespace("default")
                    .endMetadata()
                    .build())
            .create();
    owned("waits-child", waits, "corral.dev/hold");
    client.resource(waits).withPropagationPolicy(DeletionPropagation.FOREGROUND).delete();
    await()
        .atMost(PATIENCE)
        .until(() ->
            client
                    .configMaps()
                    .inNamespace("default")
                    .withName("waits-child")
                    .get()
                    .getMetadata()
                    .getDeletionTimestamp()
                != null);
    assertNotEquals(null, client.configMaps().inNamespace("default").withName("waits").get());
    client
        .configMaps()
        .inNamespace("default")
        .withName("waits-child")
        .edit(m -> new ConfigMapBuilder(m).editMetadata().withFinalizers().endMetadata().build());
    await()
        .atMost(PATIENCE)
        .until(() -> client.configMaps().inNamespace("default").withName("waits").get() == null);

    ConfigMap spares =
        client
            .resource(
                new ConfigMapBuilder()
                    .withNewMetadata()
                    .withName("spares")
                    .withNamespace("default")
                    .endMetadata()
                    .build())
            .create();
    owned("spared", spares);
    client.resource(spares).withPropagationPolicy(DeletionPropagation.ORPHAN).delete();
    await()
        .atMost(PATIENCE)
        .until(() -> client.configMaps().inNamespace("default").withName("spares").get() == null);
    assertTrue(
        client
            .configMaps()
            .inNamespace("default")
            .withName("spared")
            .get()
            .getMetadata()
            .getOwnerReferences()
            .isEmpty());
  }
}
