package dev.corral.local.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.corral.local.kubernetes.status.Reason;
import dev.corral.local.kubernetes.status.RequestFailed;
import dev.corral.local.kubernetes.store.StoredObject;

/// Which logs can be asked for: those of containers that are there and have run.
final class LogRules {
  private LogRules() {}

  static void check(StoredObject pod, String container, boolean previous) {
    boolean known =
        !named(pod.at("spec", "containers"), container).isMissingNode()
            || !named(pod.at("spec", "initContainers"), container).isMissingNode();
    if (!known) {
      throw refused("container %s is not valid for pod %s".formatted(container, pod.name()));
    }
    JsonNode main = named(pod.at("status", "containerStatuses"), container);
    JsonNode status =
        main.isMissingNode() ? named(pod.at("status", "initContainerStatuses"), container) : main;
    boolean ranBefore = status.path("lastState").has("terminated");
    if (previous && !ranBefore) {
      throw refused(
          "previous terminated container \"%s\" in pod \"%s\" not found"
              .formatted(container, pod.name()));
    }
    JsonNode waiting = status.path("state").path("waiting");
    if (!ranBefore && (status.isMissingNode() || !waiting.isMissingNode())) {
      throw refused(
          "container \"%s\" in pod \"%s\" is waiting to start: %s"
              .formatted(
                  container, pod.name(), waiting.path("reason").asText("ContainerCreating")));
    }
  }

  private static JsonNode named(JsonNode list, String name) {
    for (JsonNode item : list) {
      if (item.path("name").asText().equals(name)) {
        return item;
      }
    }
    return MissingNode.getInstance();
  }

  private static RequestFailed refused(String message) {
    return RequestFailed.because(Reason.BAD_REQUEST, message);
  }
}
