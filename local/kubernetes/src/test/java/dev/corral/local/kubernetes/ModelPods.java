package dev.corral.local.kubernetes;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/// A test class that launches model pods, quickly, and sweeps them away again.
abstract class ModelPods extends ClusterTest {
  static final Duration PATIENCE = Duration.ofSeconds(30);
  static final Map<String, String> FAST =
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

  static void knobs(Map<String, String> data) {
    client
        .configMaps()
        .inNamespace("kube-system")
        .withName("simulated-kubelet")
        .edit(map -> new ConfigMapBuilder(map).withData(data).build());
  }

  static void knob(String key, String value) {
    client
        .configMaps()
        .inNamespace("kube-system")
        .withName("simulated-kubelet")
        .edit(map -> new ConfigMapBuilder(map).addToData(key, value).build());
  }

  static Deployment model(String name, int replicas) {
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

  static List<Pod> pods(String model) {
    return client
        .pods()
        .inNamespace("default")
        .withLabel("corral.dev/model", model)
        .list()
        .getItems();
  }

  static Pod awaitPod(String model, Predicate<Pod> state) {
    await().atMost(PATIENCE).until(() -> pods(model).stream().anyMatch(state));
    return pods(model).getFirst();
  }

  static boolean ready(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .anyMatch(c -> c.getType().equals("Ready") && c.getStatus().equals("True"));
  }
}
