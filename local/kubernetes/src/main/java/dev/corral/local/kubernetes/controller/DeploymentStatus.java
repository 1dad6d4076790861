package dev.corral.local.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.resource.Timestamps;
import dev.corral.local.kubernetes.store.StoredObject;
import java.time.Clock;
import java.util.List;

/// What a Deployment reports of its ReplicaSets.
final class DeploymentStatus {
  private DeploymentStatus() {}

  static ObjectNode of(
      StoredObject deployment, List<StoredObject> sets, String current, Clock clock) {
    int desired = deployment.at("spec", "replicas").asInt();
    int total = sum(sets, "replicas");
    int available = sum(sets, "availableReplicas");
    int updated = sum(sets.stream().filter(set -> set.name().equals(current)).toList(), "replicas");
    ObjectNode status =
        Json.object("observedGeneration", deployment.at("metadata", "generation"))
            .put("replicas", total)
            .put("updatedReplicas", updated)
            .put("readyReplicas", sum(sets, "readyReplicas"))
            .put("availableReplicas", available)
            .put("unavailableReplicas", Math.max(0, desired - available));
    boolean enough =
        available >= Math.min(desired, Math.max(desired - desired / 4, desired > 0 ? 1 : 0));
    boolean done = updated == desired && total == desired && available >= desired;
    String availability = enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable";
    String progress = done ? "NewReplicaSetAvailable" : "ReplicaSetUpdated";
    JsonNode before = deployment.at("status", "conditions");
    return status.set(
        "conditions",
        Json.array(
            condition(before, "Available", enough, availability, clock),
            condition(before, "Progressing", true, progress, clock)));
  }

  private static int sum(List<StoredObject> sets, String field) {
    return sets.stream().mapToInt(set -> set.at("status", field).asInt()).sum();
  }

  private static ObjectNode condition(
      JsonNode before, String type, boolean holds, String reason, Clock clock) {
    String status = holds ? "True" : "False";
    for (JsonNode condition : before) {
      if (condition.path("type").asText().equals(type)
          && condition.path("status").asText().equals(status)) {
        ObjectNode same = condition.deepCopy();
        return same.path("reason").asText().equals(reason)
            ? same
            : same.put("reason", reason).put("lastUpdateTime", Timestamps.now(clock));
      }
    }
    String now = Timestamps.now(clock);
    return Json.object(
        "type",
        type,
        "status",
        status,
        "reason",
        reason,
        "message",
        "",
        "lastTransitionTime",
        now,
        "lastUpdateTime",
        now);
  }
}
