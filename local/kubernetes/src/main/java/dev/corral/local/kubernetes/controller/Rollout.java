package dev.corral.local.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.local.kubernetes.store.StoredObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The next step of a rolling update: how many replicas each ReplicaSet gets now.
///
/// @param current replicas for the set of the present template
/// @param old replicas for each older set
record Rollout(int current, Map<StoredObject, Integer> old) {
  static Rollout of(StoredObject deployment, StoredObject current, List<StoredObject> old) {
    int desired = deployment.at("spec", "replicas").asInt();
    int oldTotal = old.stream().mapToInt(set -> replicas(set)).sum();
    JsonNode limits = deployment.at("spec", "strategy", "rollingUpdate");
    int surge = share(limits.path("maxSurge"), desired, true);
    int unavailable = share(limits.path("maxUnavailable"), desired, false);
    if (surge == 0 && unavailable == 0) {
      unavailable = 1;
    }
    int room = desired + surge - oldTotal - replicas(current);
    int next = oldTotal == 0 ? desired : Math.min(desired, replicas(current) + Math.max(0, room));
    int notYet = Math.max(0, next - available(current));
    int removable = oldTotal + next - (desired - unavailable) - notYet;
    return new Rollout(next, shrink(old, removable));
  }

  /// Sets that never came up go first, then the rest as far as may be.
  private static Map<StoredObject, Integer> shrink(List<StoredObject> old, int removable) {
    Map<StoredObject, Integer> next = new LinkedHashMap<>();
    int left = Math.max(0, removable);
    for (StoredObject set : old) {
      int broken = Math.max(0, replicas(set) - available(set));
      int healthy = replicas(set) - broken;
      int removed = Math.min(healthy, Math.max(0, left - broken));
      next.put(set, healthy - removed);
      left = Math.max(0, left - broken - removed);
    }
    return next;
  }

  private static int replicas(StoredObject set) {
    return set.at("spec", "replicas").asInt();
  }

  private static int available(StoredObject set) {
    return Math.min(replicas(set), set.at("status", "availableReplicas").asInt());
  }

  private static int share(JsonNode value, int desired, boolean up) {
    String text = value.asText("25%");
    if (!text.endsWith("%")) {
      return value.asInt();
    }
    double share = desired * Double.parseDouble(text.substring(0, text.length() - 1)) / 100;
    return (int) (up ? Math.ceil(share) : Math.floor(share));
  }
}
