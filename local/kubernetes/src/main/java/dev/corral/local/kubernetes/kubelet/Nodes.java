package dev.corral.local.kubernetes.kubelet;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.kind.ResourceType;
import dev.corral.local.kubernetes.resource.DeleteTerms;
import dev.corral.local.kubernetes.resource.Resources;
import dev.corral.local.kubernetes.resource.Terms;
import dev.corral.local.kubernetes.resource.Timestamps;
import dev.corral.local.kubernetes.store.ObjectKey;
import dev.corral.local.kubernetes.store.StoredObject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// One Node for each pod, made when the pod needs it and gone with it.
final class Nodes {
  static final String STORAGE = "/nodes";
  private static final String POD = "corral.dev/pod";
  private static final String POD_UID = "corral.dev/pod-uid";
  private static final Terms TERMS = Terms.by("node-launcher");

  private final Resources resources;
  private final ResourceType type;
  private final Clock clock;

  Nodes(Resources resources, Clock clock) {
    this.resources = resources;
    this.type = resources.kinds().builtin(STORAGE);
    this.clock = clock;
  }

  /// How many nodes there are.
  int count() {
    return resources.list(STORAGE, "").objects().size();
  }

  static String nameFor(StoredObject pod) {
    String name = "node-" + pod.uid().substring(0, 8) + "-" + pod.name();
    return name.length() <= 63 ? name : name.substring(0, 63).replaceAll("[-.]+$", "");
  }

  /// Makes the node of a pod, not ready yet.
  void launch(StoredObject pod) {
    if (resources.find(STORAGE, "", nameFor(pod)).isPresent()) {
      return;
    }
    ObjectNode node =
        Json.object(
            "metadata",
                Json.object(
                    "name", nameFor(pod),
                    "labels",
                        Json.object(
                            "kubernetes.io/hostname",
                            nameFor(pod),
                            "kubernetes.io/os",
                            "linux",
                            "node.kubernetes.io/instance-type",
                            "local"),
                    "annotations",
                        Json.object(POD, pod.namespace() + "/" + pod.name(), POD_UID, pod.uid())),
            "spec", Json.object("providerID", "corral-local:///" + nameFor(pod)),
            "status", status(false));
    resources.create(type, "", node, TERMS);
  }

  void ready(String name) {
    resources
        .find(STORAGE, "", name)
        .ifPresent(node ->
            resources.edit(node, type, TERMS.toStatus(), next -> next.set("status", status(true))));
  }

  private ObjectNode status(boolean ready) {
    String now = Timestamps.now(clock);
    ObjectNode capacity = Json.object("cpu", "4", "memory", "16Gi", "pods", "110");
    ObjectNode condition =
        Json.object("type", "Ready", "status", ready ? "True" : "False")
            .put("reason", ready ? "KubeletReady" : "KubeletNotReady")
            .put("message", ready ? "the simulated kubelet is ready" : "the node is launching")
            .put("lastHeartbeatTime", now)
            .put("lastTransitionTime", now);
    ObjectNode info = Json.object("kubeletVersion", "v1.32.0+corral", "operatingSystem", "linux");
    return Json.object(
        "capacity", capacity,
        "allocatable", capacity,
        "addresses", List.of(Json.object("type", "InternalIP", "address", "127.0.0.1")),
        "nodeInfo", info.put("architecture", "amd64"),
        "conditions", List.of(condition));
  }

  /// Removes a node whose pod is gone.
  void releaseUnused(ObjectKey key) {
    Optional<StoredObject> node = resources.store().get(key);
    String[] pod =
        node.map(n -> n.at("metadata", "annotations", POD).asText()).orElse("").split("/");
    if (node.isEmpty() || pod.length != 2) {
      return;
    }
    String uid = node.get().at("metadata", "annotations", POD_UID).asText();
    boolean used =
        resources
            .find("/pods", pod[0], pod[1])
            .filter(found -> found.uid().equals(uid))
            .isPresent();
    if (!used && !node.get().deleting()) {
      resources.delete(type, "", key.name(), DeleteTerms.background());
    }
  }
}
