package dev.corral.local.kubernetes.kubelet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;

/// Changes to the container statuses of a pod.
///
/// @param status the pod's status, changed in place
/// @param now the time to stamp
record ContainerStates(ObjectNode status, String now) {
  static final String INIT = "initContainerStatuses";
  static final String MAIN = "containerStatuses";

  /// All containers waiting; only the very first can be at its image already.
  void allWaiting(JsonNode spec) {
    boolean hasInit = !spec.path("initContainers").isEmpty();
    if (hasInit) {
      status.set(INIT, waiting(spec.path("initContainers"), "PodInitializing"));
    }
    status.set(
        MAIN, waiting(spec.path("containers"), hasInit ? "PodInitializing" : "ContainerCreating"));
    status.put("phase", "Pending").put("hostIP", "127.0.0.1").put("startTime", now);
    status.remove("nominatedNodeName");
    condition("PodScheduled", true, "");
    condition("Initialized", !hasInit, hasInit ? "ContainersNotInitialized" : "");
    unready();
  }

  private static ArrayNode waiting(JsonNode containers, String reason) {
    ArrayNode statuses = Json.array();
    for (JsonNode container : containers) {
      statuses.add(
          Json.object(
              "name",
              container.path("name"),
              "image",
              container.path("image"),
              "imageID",
              "",
              "ready",
              false,
              "started",
              false,
              "restartCount",
              0,
              "lastState",
              Json.object(),
              "state",
              Json.object("waiting", Json.object("reason", reason))));
    }
    return statuses;
  }

  void wait(String list, int index, String reason, String message) {
    move(list, index, Json.object("waiting", Json.object("reason", reason, "message", message)));
  }

  void run(String list, int index) {
    ObjectNode container = at(list, index);
    boolean again =
        container.path("lastState").has("terminated") || container.path("state").has("terminated");
    if (again) {
      container.put("restartCount", container.path("restartCount").asInt() + 1);
    }
    container.put("imageID", container.path("image").asText()).put("started", true);
    move(list, index, Json.object("running", Json.object("startedAt", now)));
  }

  void end(String list, int index, int exitCode, String reason) {
    ObjectNode ended =
        Json.object(
            "exitCode",
            exitCode,
            "reason",
            reason,
            "startedAt",
            startedAt(list, index),
            "finishedAt",
            now);
    at(list, index).put("ready", list.equals(INIT) && exitCode == 0).put("started", false);
    move(list, index, Json.object("terminated", ended));
  }

  private String startedAt(String list, int index) {
    return at(list, index).path("state").path("running").path("startedAt").asText(now);
  }

  private void move(String list, int index, ObjectNode state) {
    ObjectNode container = at(list, index);
    JsonNode before = container.path("state");
    if (before.has("terminated")) {
      container.set("lastState", before);
    }
    container.set("state", state);
  }

  private ObjectNode at(String list, int index) {
    return (ObjectNode) status.path(list).path(index);
  }

  int mains() {
    return status.path(MAIN).size();
  }

  void ready() {
    status
        .path(MAIN)
        .forEach(container -> ((ObjectNode) container).put("ready", true).put("started", true));
    condition("ContainersReady", true, "");
    condition("Ready", true, "");
  }

  void unready() {
    status.path(MAIN).forEach(container -> ((ObjectNode) container).put("ready", false));
    condition("ContainersReady", false, "ContainersNotReady");
    condition("Ready", false, "ContainersNotReady");
  }

  void unschedulable(String message) {
    condition("PodScheduled", false, "Unschedulable");
    for (JsonNode condition : status.path("conditions")) {
      if (condition.path("type").asText().equals("PodScheduled")) {
        ((ObjectNode) condition).put("message", message);
      }
    }
  }

  void condition(String type, boolean holds, String reason) {
    ArrayNode conditions = Json.arrayAt(status, "conditions");
    String text = holds ? "True" : "False";
    ObjectNode next =
        Json.object(
            "type",
            type,
            "status",
            text,
            "lastTransitionTime",
            now,
            "reason",
            reason.isEmpty() ? null : reason);
    for (int i = 0; i < conditions.size(); i++) {
      if (conditions.get(i).path("type").asText().equals(type)) {
        if (!conditions.get(i).path("status").asText().equals(text)) {
          conditions.set(i, next);
        }
        return;
      }
    }
    conditions.add(next);
  }
}
