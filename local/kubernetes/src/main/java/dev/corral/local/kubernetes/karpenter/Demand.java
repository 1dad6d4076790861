package dev.corral.local.kubernetes.karpenter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.store.StoredObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a pod asks of its node.
record Demand(StoredObject pod) {
  /// The sum of its containers, or its greediest init container where that asks for more.
  Amounts requests() {
    Amounts sum = Amounts.none();
    for (JsonNode container : pod.at("spec", "containers")) {
      sum = sum.plus(requests(container));
    }
    for (JsonNode container : pod.at("spec", "initContainers")) {
      sum = sum.max(requests(container));
    }
    return sum.with("pods", BigDecimal.ONE);
  }

  /// A limit counts as request where there is none.
  private static Amounts requests(JsonNode container) {
    ObjectNode amounts = Json.object();
    container
        .path("resources")
        .path("limits")
        .properties()
        .forEach(limit -> amounts.set(limit.getKey(), limit.getValue()));
    container
        .path("resources")
        .path("requests")
        .properties()
        .forEach(request -> amounts.set(request.getKey(), request.getValue()));
    return Amounts.of(amounts);
  }

  /// Whether its selector and its required affinity allow a node with these labels.
  boolean accepts(Map<String, String> labels) {
    return Requirement.allMet(selected(), labels)
        && (terms().isEmpty()
            || terms().stream().anyMatch(term -> Requirement.allMet(term, labels)));
  }

  List<Requirement> selected() {
    return pod.at("spec", "nodeSelector").properties().stream()
        .map(label -> Requirement.in(label.getKey(), List.of(label.getValue().asText())))
        .toList();
  }

  private List<List<Requirement>> terms() {
    JsonNode affinity = pod.at("spec", "affinity", "nodeAffinity");
    List<List<Requirement>> terms = new ArrayList<>();
    affinity
        .path("requiredDuringSchedulingIgnoredDuringExecution")
        .path("nodeSelectorTerms")
        .forEach(term -> terms.add(Requirement.listOf(term.path("matchExpressions"))));
    return terms;
  }

  JsonNode tolerations() {
    return pod.at("spec", "tolerations");
  }
}
