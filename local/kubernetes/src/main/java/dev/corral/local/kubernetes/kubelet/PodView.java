package dev.corral.local.kubernetes.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.corral.local.kubernetes.controller.Pods;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.store.StoredObject;
import java.util.ArrayList;
import java.util.List;

/// What the kubelet reads from a pod.
record PodView(StoredObject pod) {
  static final String MODEL = "corral.dev/model";
  static final String ENGINE = "engine";
  static final String APP = "app";

  /// The model that the pod serves; empty for other pods.
  String model() {
    return pod.at("metadata", "labels", MODEL).asText();
  }

  /// The model or app that it belongs to; empty for other pods.
  String workload() {
    return Pods.workload(pod);
  }

  /// The container that counts.
  String mainContainer() {
    return model().isEmpty() && !container(APP).isMissingNode() ? APP : ENGINE;
  }

  /// Whether a page is to be served in place of its app.
  boolean wantsPage() {
    return model().isEmpty()
        && !workload().isEmpty()
        && !container(APP).isMissingNode()
        && port() > 0;
  }

  /// The number of the port named `http` of its main container, 0 if there is none.
  int port() {
    for (JsonNode port : container(mainContainer()).path("ports")) {
      if (port.path("name").asText().equals("http")) {
        return port.path("containerPort").asInt();
      }
    }
    return 0;
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

  /// The value of an argument of the engine, as `--name value` or `--name=value`.
  String argument(String name) {
    List<String> words = new ArrayList<>(Json.texts(container(ENGINE).path("command")));
    words.addAll(Json.texts(container(ENGINE).path("args")));
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).startsWith(name + "=")) {
        return words.get(i).substring(name.length() + 1);
      }
      if (words.get(i).equals(name) && i + 1 < words.size()) {
        return words.get(i + 1);
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
      if (status.path("name").asText().equals(mainContainer())) {
        return status;
      }
    }
    return statuses.path(0);
  }

  /// The status of an init container, or a missing node.
  JsonNode init(String name) {
    for (JsonNode status : inits()) {
      if (status.path("name").asText().equals(name)) {
        return status;
      }
    }
    return MissingNode.getInstance();
  }

  /// What the scheduler said last of why it has no node.
  String unschedulable() {
    for (JsonNode condition : pod.at("status", "conditions")) {
      if (condition.path("type").asText().equals("PodScheduled")) {
        return condition.path("message").asText();
      }
    }
    return "";
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
