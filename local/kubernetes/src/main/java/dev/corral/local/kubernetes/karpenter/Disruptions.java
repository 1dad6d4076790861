package dev.corral.local.kubernetes.karpenter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.local.kubernetes.controller.Pods;
import dev.corral.local.kubernetes.resource.LabelSelector;
import dev.corral.local.kubernetes.store.StoredObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How many more pods may be evicted by the PodDisruptionBudgets.
final class Disruptions {
  private final List<StoredObject> budgets;
  private final List<StoredObject> pods;
  private final Map<String, Integer> spent = new HashMap<>();

  /// @param pods all pods there are
  Disruptions(List<StoredObject> budgets, List<StoredObject> pods) {
    this.budgets = budgets;
    this.pods = pods;
  }

  /// Whether a pod may be evicted; counts it if so.
  boolean spend(StoredObject pod) {
    List<StoredObject> covering = budgets.stream().filter(budget -> covers(budget, pod)).toList();
    if (covering.isEmpty()) {
      return true;
    }
    StoredObject budget = covering.getFirst();
    int already = spent.getOrDefault(budget.uid(), 0);
    if (covering.size() > 1 || left(budget, pod) - already <= 0) {
      return false;
    }
    spent.put(budget.uid(), already + 1);
    return true;
  }

  private static boolean covers(StoredObject budget, StoredObject pod) {
    return budget.namespace().equals(pod.namespace())
        && LabelSelector.of(budget.at("spec", "selector")).matches(pod.at("metadata", "labels"));
  }

  private int left(StoredObject budget, StoredObject pod) {
    List<StoredObject> covered =
        pods.stream().filter(other -> covers(budget, other) && Pods.active(other)).toList();
    int healthy = (int) covered.stream().filter(Pods::ready).count();
    int needed = needed(budget, covered.size());
    boolean breaksNothing = !Pods.ready(pod) && healthy >= needed;
    return breaksNothing ? Integer.MAX_VALUE : healthy - needed;
  }

  private static int needed(StoredObject budget, int expected) {
    JsonNode least = budget.at("spec", "minAvailable");
    return least.isMissingNode() || least.isNull()
        ? expected - share(budget.at("spec", "maxUnavailable"), expected)
        : share(least, expected);
  }

  /// A number, or a percentage rounded up.
  static int share(JsonNode value, int of) {
    String text = value.asText("0");
    if (!text.endsWith("%")) {
      return value.asInt();
    }
    int percent = Integer.parseInt(text.substring(0, text.length() - 1));
    return (of * percent + 99) / 100;
  }
}
