package dev.corral.local.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;

/// A pod's state in the words of `kubectl get pods`.
final class PodSummary {
  private PodSummary() {}

  static String ready(JsonNode pod) {
    int ready = 0;
    for (JsonNode container : pod.path("status").path("containerStatuses")) {
      ready += container.path("ready").asBoolean() ? 1 : 0;
    }
    return ready + "/" + pod.path("spec").path("containers").size();
  }

  static String restarts(JsonNode pod) {
    int restarts = 0;
    for (JsonNode container : pod.path("status").path("containerStatuses")) {
      restarts += container.path("restartCount").asInt();
    }
    return Integer.toString(restarts);
  }

  static String status(JsonNode pod) {
    if (pod.path("metadata").has("deletionTimestamp")) {
      return "Terminating";
    }
    JsonNode inits = pod.path("status").path("initContainerStatuses");
    for (int i = 0; i < inits.size(); i++) {
      JsonNode state = inits.get(i).path("state");
      if (state.path("terminated").path("exitCode").asInt(-1) != 0) {
        String reason = reason(state, "");
        boolean waits = reason.isEmpty() || reason.equals("PodInitializing");
        return "Init:" + (waits ? i + "/" + inits.size() : reason);
      }
    }
    for (JsonNode container : pod.path("status").path("containerStatuses")) {
      String reason = reason(container.path("state"), "");
      if (!reason.isEmpty()) {
        return reason;
      }
    }
    String reason = pod.path("status").path("reason").asText();
    return reason.isEmpty() ? pod.path("status").path("phase").asText() : reason;
  }

  private static String reason(JsonNode state, String otherwise) {
    String waiting = state.path("waiting").path("reason").asText();
    return waiting.isEmpty() ? state.path("terminated").path("reason").asText(otherwise) : waiting;
  }
}
