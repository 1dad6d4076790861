package dev.corral.local.kubernetes.karpenter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.store.StoredObject;
import java.util.List;
import java.util.stream.Collectors;

/// The conditions of one of Karpenter's objects, written as Karpenter writes them.
///
/// @param object changed in place
/// @param parts the conditions that `Ready` sums up
record Conditions(ObjectNode object, List<String> parts, String now) {
  static final List<String> OF_CLAIM = List.of("Launched", "Registered", "Initialized");
  static final List<String> OF_POOL = List.of("ValidationSucceeded", "NodeClassReady");
  static final List<String> OF_CLASS =
      List.of(
          "AMIsReady",
          "SubnetsReady",
          "SecurityGroupsReady",
          "InstanceProfileReady",
          "ValidationSucceeded",
          "PlacementGroupReady");

  static JsonNode find(JsonNode object, String type) {
    for (JsonNode condition : object.path("status").path("conditions")) {
      if (condition.path("type").asText().equals(type)) {
        return condition;
      }
    }
    return MissingNode.getInstance();
  }

  static boolean holds(StoredObject object, String type) {
    return find(object.json(), type).path("status").asText().equals("True");
  }

  void begin() {
    parts.forEach(part -> {
      if (find(object, part).isMissingNode()) {
        unknown(part, "AwaitingReconciliation", "object is awaiting reconciliation");
      }
    });
  }

  void holds(String type) {
    set(type, "True", type, "");
  }

  /// Holds, for a reason worth telling.
  void holds(String type, String reason) {
    set(type, "True", reason, reason);
  }

  void unknown(String type, String reason, String message) {
    set(type, "Unknown", reason, message);
  }

  void fails(String type, String reason, String message) {
    set(type, "False", reason, message);
  }

  private void set(String type, String status, String reason, String message) {
    put(type, status, reason, message);
    if (parts.contains(type)) {
      sumUp();
    }
  }

  private void sumUp() {
    List<JsonNode> lacking =
        parts.stream()
            .map(part -> find(object, part))
            .filter(condition -> !condition.path("status").asText().equals("True"))
            .toList();
    boolean broken =
        lacking.stream().anyMatch(condition -> condition.path("status").asText().equals("False"));
    String message =
        lacking.stream()
            .map(c -> c.path("type").asText() + "=" + c.path("status").asText("Unknown"))
            .collect(Collectors.joining(", "));
    if (lacking.isEmpty()) {
      put("Ready", "True", "Ready", "");
    } else if (broken) {
      put("Ready", "False", "UnhealthyDependents", message);
    } else {
      put("Ready", "Unknown", "ReconcilingDependents", message);
    }
  }

  private void put(String type, String status, String reason, String message) {
    ArrayNode conditions = Json.arrayAt(Json.at(object, "status"), "conditions");
    ObjectNode next =
        Json.object("type", type, "status", status, "reason", reason, "message", message)
            .put("observedGeneration", object.path("metadata").path("generation").asLong());
    for (int i = 0; i < conditions.size(); i++) {
      JsonNode before = conditions.get(i);
      if (before.path("type").asText().equals(type)) {
        boolean same = before.path("status").asText().equals(status);
        next.put("lastTransitionTime", same ? before.path("lastTransitionTime").asText(now) : now);
        conditions.set(i, next);
        return;
      }
    }
    conditions.add(next.put("lastTransitionTime", now));
  }
}
