package dev.corral.local.kubernetes.karpenter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.local.kubernetes.store.StoredObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What is read from a NodePool.
record Pool(StoredObject object) {
  /// The heaviest first, those of the same weight by name.
  static final Comparator<Pool> ORDER =
      Comparator.comparingInt(Pool::weight).reversed().thenComparing(Pool::name);

  String name() {
    return object.name();
  }

  int weight() {
    return object.at("spec", "weight").asInt();
  }

  /// Whether pods may make it grow: static pools do not, and one whose node class is not ready
  /// cannot.
  boolean usable() {
    return !object.deleting()
        && !object.at("spec").has("replicas")
        && Conditions.holds(object, "NodeClassReady");
  }

  JsonNode template() {
    return object.at("spec", "template", "spec");
  }

  JsonNode taints() {
    return template().path("taints");
  }

  String nodeClass() {
    return template().path("nodeClassRef").path("name").asText();
  }

  /// The labels that all its nodes have.
  Map<String, String> labels() {
    Map<String, String> labels = new TreeMap<>();
    object
        .at("spec", "template", "metadata", "labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    labels.put(Names.NODE_POOL, name());
    labels.put(Names.NODE_CLASS, nodeClass());
    return labels;
  }

  List<Requirement> requirements() {
    List<Requirement> all = new ArrayList<>(Requirement.listOf(template().path("requirements")));
    all.addAll(Requirement.ofLabels(labels()));
    return all;
  }

  Amounts limits() {
    return Amounts.of(object.at("spec", "limits"));
  }
}
