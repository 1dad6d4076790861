package dev.corral.local.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.local.kubernetes.store.StoredObject;

/// What the controllers read from pods.
final class Pods {
  static final String STORAGE = "/pods";

  private Pods() {}

  static boolean ready(StoredObject pod) {
    for (JsonNode condition : pod.at("status", "conditions")) {
      if (condition.path("type").asText().equals("Ready")) {
        return condition.path("status").asText().equals("True");
      }
    }
    return false;
  }

  /// Neither ended nor about to.
  static boolean active(StoredObject pod) {
    String phase = pod.at("status", "phase").asText();
    return !pod.deleting() && !phase.equals("Succeeded") && !phase.equals("Failed");
  }
}
