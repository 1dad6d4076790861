package dev.corral.local.kubernetes.karpenter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.knob.GoDuration;
import dev.corral.local.kubernetes.store.StoredObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What is read from a NodeClaim.
record Claim(StoredObject object) {
  /// Where a claim is on its way.
  enum Stage {
    NEW,
    LAUNCHING,
    REGISTERING,
    INITIALIZING,
    RUNNING,
    ENDING
  }

  Stage stage() {
    if (object.deleting()) {
      return Stage.ENDING;
    }
    if (!Json.texts(object.at("metadata", "finalizers")).contains(Names.FINALIZER)) {
      return Stage.NEW;
    }
    if (!launched()) {
      return Stage.LAUNCHING;
    }
    if (!registered()) {
      return Stage.REGISTERING;
    }
    return Conditions.holds(object, "Initialized") ? Stage.RUNNING : Stage.INITIALIZING;
  }

  boolean launched() {
    return Conditions.holds(object, "Launched");
  }

  boolean registered() {
    return Conditions.holds(object, "Registered");
  }

  String name() {
    return object.name();
  }

  String pool() {
    return object.at("metadata", "labels", Names.NODE_POOL).asText();
  }

  String nodeClass() {
    return object.at("spec", "nodeClassRef", "name").asText();
  }

  String nodeName() {
    return object.at("status", "nodeName").asText();
  }

  String providerId() {
    return object.at("status", "providerID").asText();
  }

  /// The id of its instance, empty before there is one.
  String instanceId() {
    return providerId().substring(providerId().lastIndexOf('/') + 1);
  }

  Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>();
    object
        .at("metadata", "labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return labels;
  }

  JsonNode taints() {
    return object.at("spec", "taints");
  }

  List<Requirement> requirements() {
    return Requirement.listOf(object.at("spec", "requirements"));
  }

  /// The values that a requirement of it lists for a label.
  List<String> options(String key) {
    List<String> values = new ArrayList<>();
    for (Requirement requirement : requirements()) {
      if (requirement.key().equals(key) && requirement.operator().equals("In")) {
        values.addAll(requirement.values());
      }
    }
    return values;
  }

  Optional<Duration> expireAfter() {
    return GoDuration.parse(object.at("spec", "expireAfter").asText());
  }

  Optional<Duration> terminationGrace() {
    return GoDuration.parse(object.at("spec", "terminationGracePeriod").asText());
  }

  Instant created() {
    return Instant.parse(object.at("metadata", "creationTimestamp").asText());
  }

  Optional<String> terminationTime() {
    String text = object.at("metadata", "annotations", Names.TERMINATION_TIME).asText();
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }
}
