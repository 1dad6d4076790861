package dev.corral.local.kubernetes.karpenter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.local.kubernetes.store.StoredObject;

/// What is read from a node.
record NodeView(StoredObject object) {
  boolean deleting() {
    return object.deleting();
  }

  /// Whether new pods are kept away and the old ones are being ended.
  boolean draining() {
    boolean tainted = false;
    for (JsonNode taint : object.at("spec", "taints")) {
      tainted |= taint.path("key").asText().equals(Names.DISRUPTED);
    }
    return tainted && deleting();
  }

  boolean ready() {
    return Conditions.holds(object, "Ready");
  }
}
