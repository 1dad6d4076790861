package dev.corral.local.kubernetes.karpenter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.event.EventRecorder;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.store.StoredObject;
import java.util.List;

/// Resolves EC2NodeClasses (whatever they select is there), and keeps each until its claims are
/// gone.
final class NodeClasses {
  private static final String FINALIZER = "karpenter.k8s.aws/termination";

  private final Writer writer;
  private final EventRecorder events;
  private final List<String> zones;

  NodeClasses(Writer writer, EventRecorder events, List<String> zones) {
    this.writer = writer;
    this.events = events;
    this.zones = zones;
  }

  void reconcile(StoredObject nodeClass, List<Claim> claims) {
    if (nodeClass.deleting()) {
      release(nodeClass, claims);
      return;
    }
    writer.addFinalizer(nodeClass, FINALIZER);
    writer.conditions(
        nodeClass,
        Conditions.OF_CLASS,
        conditions -> {
          resolve(conditions.object());
          Conditions.OF_CLASS.forEach(conditions::holds);
        });
  }

  private void release(StoredObject nodeClass, List<Claim> claims) {
    List<String> users =
        claims.stream()
            .filter(claim -> claim.nodeClass().equals(nodeClass.name()))
            .map(Claim::name)
            .toList();
    if (users.isEmpty()) {
      writer.dropFinalizer(nodeClass, FINALIZER);
    } else {
      events.once(
          nodeClass,
          "WaitingOnNodeClaimTermination",
          "Waiting on NodeClaim termination for " + String.join(", ", users));
    }
  }

  private void resolve(ObjectNode nodeClass) {
    ObjectNode status = Json.at(nodeClass, "status");
    JsonNode spec = nodeClass.path("spec");
    String profile = spec.path("instanceProfile").asText(spec.path("role").asText());
    status.put("instanceProfile", profile);
    var requirement = new Requirement(Names.ARCHITECTURE, "In", List.of("amd64")).json();
    status.set(
        "amis",
        Json.array(
            Json.object(
                "id", imageOf(spec), "name", "simulated", "requirements", List.of(requirement))));
    status.set("securityGroups", Json.array(Json.object("id", "sg-0simulated", "name", "nodes")));
    status.set(
        "subnets",
        Json.arrayOf(
            zones.stream()
                .map(zone -> Json.object("id", "subnet-" + zone, "zone", zone, "zoneID", zone))
                .toList()));
  }

  /// The machine image of a node class: the one it names, or one made up for its first term.
  static String image(StoredObject nodeClass) {
    return imageOf(nodeClass.at("spec"));
  }

  private static String imageOf(JsonNode spec) {
    JsonNode term = spec.path("amiSelectorTerms").path(0);
    return term.has("id")
        ? term.path("id").asText()
        : "ami-%017x".formatted(Integer.toUnsignedLong(Json.canonical(term).hashCode()));
  }
}
