package dev.corral.local.kubernetes.karpenter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.resource.DeleteTerms;
import dev.corral.local.kubernetes.store.StoredObject;
import java.util.List;
import java.util.Optional;

/// The nodes that claims become.
final class Nodes {
  private static final String REGISTERED = "karpenter.sh/registered";
  private static final String INITIALIZED = "karpenter.sh/initialized";
  private static final String OUT_OF_BALANCER =
      "node.kubernetes.io/exclude-from-external-load-balancers";

  private final Writer writer;

  Nodes(Writer writer) {
    this.writer = writer;
  }

  Optional<StoredObject> of(Claim claim) {
    String name = claim.nodeName();
    return name.isEmpty() ? Optional.empty() : writer.resources().find(Names.NODES, "", name);
  }

  List<StoredObject> podsOn(String node) {
    return writer.resources().list(Names.PODS, "").objects().stream()
        .filter(pod -> !node.isEmpty() && pod.at("spec", "nodeName").asText().equals(node))
        .toList();
  }

  /// The name EC2 would give the node.
  static String nameFor(Claim claim) {
    int hash = claim.instanceId().hashCode();
    String zone = claim.labels().getOrDefault(Names.ZONE, "eu-central-1a");
    return "ip-10-0-%d-%d.%s.compute.internal"
        .formatted(hash >>> 8 & 0xff, hash & 0xff, zone.substring(0, zone.length() - 1));
  }

  /// Makes the node of a claim, not ready yet.
  void register(Claim claim, String name) {
    ObjectNode labels = Json.object(Names.HOST, name, REGISTERED, "true");
    claim.labels().forEach(labels::put);
    ObjectNode owner =
        Json.object(
            "apiVersion",
            claim.object().at("apiVersion"),
            "kind",
            "NodeClaim",
            "name",
            claim.name(),
            "uid",
            claim.object().uid(),
            "blockOwnerDeletion",
            true);
    ObjectNode metadata = Json.object("name", name, "labels", labels);
    metadata.set("finalizers", Json.array(Names.FINALIZER));
    metadata.set("ownerReferences", Json.array(owner));
    ObjectNode spec = Json.object("providerID", claim.providerId());
    if (!claim.taints().isEmpty()) {
      spec.set("taints", claim.taints().deepCopy());
    }
    if (writer.resources().find(Names.NODES, "", name).isEmpty()) {
      writer.create(
          Names.NODES, Json.object("metadata", metadata, "spec", spec, "status", status(claim)));
    }
  }

  private ObjectNode status(Claim claim) {
    ObjectNode info = Json.object("kubeletVersion", "v1.36.0+corral", "operatingSystem", "linux");
    return Json.object(
        "capacity",
        claim.object().at("status", "capacity").deepCopy(),
        "allocatable",
        claim.object().at("status", "allocatable").deepCopy(),
        "addresses",
        List.of(Json.object("type", "InternalIP", "address", "127.0.0.1")),
        "nodeInfo",
        info.put("architecture", claim.labels().getOrDefault(Names.ARCHITECTURE, "amd64")),
        "conditions",
        List.of(ready("False", "KubeletNotReady", "container runtime network not ready")));
  }

  private ObjectNode ready(String status, String reason, String message) {
    return Json.object("type", "Ready", "status", status, "reason", reason, "message", message)
        .put("lastHeartbeatTime", writer.now())
        .put("lastTransitionTime", writer.now());
  }

  void initialize(StoredObject node) {
    condition(node, ready("True", "KubeletReady", "kubelet is posting ready status"));
    writer.edit(node, next -> Json.at(next, "metadata", "labels").put(INITIALIZED, "true"));
  }

  /// What the cluster sees of a node whose machine is gone.
  void lose(StoredObject node) {
    condition(node, ready("Unknown", "NodeStatusUnknown", "Kubelet stopped posting node status."));
  }

  private void condition(StoredObject node, ObjectNode condition) {
    writer.status(node, next -> Json.at(next, "status").set("conditions", Json.array(condition)));
  }

  /// Keeps new pods away and has the node go as soon as its finalizer allows.
  void beginDrain(StoredObject node) {
    if (!new NodeView(node).draining()) {
      writer.edit(
          node,
          next -> {
            Json.arrayAt(Json.at(next, "spec"), "taints")
                .add(Json.object("key", Names.DISRUPTED, "effect", "NoSchedule"));
            Json.at(next, "metadata", "labels").put(OUT_OF_BALANCER, "karpenter");
          });
      writer.delete(node);
    }
  }

  /// Takes a node away with whatever is still on it.
  void drop(StoredObject node) {
    podsOn(node.name()).forEach(pod -> writer.delete(pod, DeleteTerms.now()));
    writer.delete(node);
    writer
        .resources()
        .store()
        .get(node.key())
        .ifPresent(left -> writer.dropFinalizer(left, Names.FINALIZER));
  }
}
