package dev.corral.local.kubernetes.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.corral.local.kubernetes.store.StoredObject;

/// What the kubelet reads from a pod.
record PodView(StoredObject pod) {
  static final String MODEL = "corral.dev/model";
  static final String ENGINE = "engine";

  /// The model that the pod serves; empty for other pods.
  String model() {
    return pod.at("metadata", "labels", MODEL).asText();
  }

  /// Whether a real engine is to run for it.
  boolean wantsEngine() {
    return !model().isEmpty() && !container(ENGINE).isMissingNode();
  }

  JsonNode container(String name) {
    for (JsonNode container : pod.at("spec", "containers")) {
      if (container.path("name").asText().equals(name)) {
        return container;
      }
    }
    return MissingNode.getInstance();
  }

  /// The value of an environment variable of the engine, or else of an init container.
  String environment(String name) {
    for (JsonNode list :
        new JsonNode[] {pod.at("spec", "containers"), pod.at("spec", "initContainers")}) {
      for (JsonNode container : list) {
        String value = variable(container, name);
        if (!value.isEmpty()) {
          return value;
        }
      }
    }
    return "";
  }

  private static String variable(JsonNode container, String name) {
    for (JsonNode variable : container.path("env")) {
      if (variable.path("name").asText().equals(name)) {
        return variable.path("value").asText();
      }
    }
    return "";
  }

  String nodeName() {
    return pod.at("spec", "nodeName").asText();
  }

  String nominatedNode() {
    return pod.at("status", "nominatedNodeName").asText();
  }

  JsonNode inits() {
    return pod.at("status", "initContainerStatuses");
  }

  /// The first container's status stands for all: they start, crash and end together.
  JsonNode main() {
    JsonNode statuses = pod.at("status", "containerStatuses");
    for (JsonNode status : statuses) {
      if (status.path("name").asText().equals(ENGINE)) {
        return status;
      }
    }
    return statuses.path(0);
  }

  /// The init container whose turn it is, or their number when all are done.
  int currentInit() {
    int index = 0;
    while (index < inits().size()
        && inits().get(index).path("state").path("terminated").path("exitCode").asInt(-1) == 0) {
      index++;
    }
    return index;
  }

  int restarts() {
    int init = currentInit();
    return (init < inits().size() ? inits().get(init) : main()).path("restartCount").asInt();
  }

  boolean condition(String type) {
    for (JsonNode condition : pod.at("status", "conditions")) {
      if (condition.path("type").asText().equals(type)) {
        return condition.path("status").asText().equals("True");
      }
    }
    return false;
  }

  boolean hasCondition(String type) {
    return pod.at("status", "conditions").findValuesAsText("type").contains(type);
  }
}
