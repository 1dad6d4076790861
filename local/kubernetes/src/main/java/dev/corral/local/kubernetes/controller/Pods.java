package dev.corral.local.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.local.kubernetes.store.StoredObject;
import java.util.Set;

/// What the controllers read from pods.
public final class Pods {
  static final String STORAGE = "/pods";
  private static final String GPU = "nvidia.com/gpu";
  private static final Set<String> ANY_NODE = Set.of("kubernetes.io/os", "kubernetes.io/arch");

  private Pods() {}

  public static boolean ready(StoredObject pod) {
    for (JsonNode condition : pod.at("status", "conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return condition.path("status").asText().equals("True");
      }
    }
    return false;
  }

  /// Neither ended nor about to.
  public static boolean active(StoredObject pod) {
    return !pod.deleting() && !ended(pod);
  }

  /// Whether all its containers have ended for good.
  public static boolean ended(StoredObject pod) {
    String phase = pod.at("status", "phase").asText();
    return phase.equals("Succeeded") || phase.equals("Failed");
  }

  /// The model or app that it belongs to; empty for other pods.
  public static String workload(StoredObject pod) {
    JsonNode labels = pod.at("metadata", "labels");
    return labels.path("corral.dev/model").asText(labels.path("corral.dev/app").asText());
  }

  /// Whether it asks for a node of a certain kind, so that a node pool must have one for it. Any
  /// other pod gets a small node of its own from the simulated kubelet.
  public static boolean needsPool(StoredObject pod) {
    for (var label : pod.at("spec", "nodeSelector").properties()) {
      if (!ANY_NODE.contains(label.getKey())) {
        return true;
      }
    }
    for (JsonNode container : pod.at("spec", "containers")) {
      JsonNode resources = container.path("resources");
      if (resources.path("limits").has(GPU) || resources.path("requests").has(GPU)) {
        return true;
      }
    }
    return false;
  }
}
