package dev.corral.local.kubernetes.karpenter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One requirement on one label of a node.
///
/// @param operator `In`, `NotIn`, `Exists`, `DoesNotExist`, `Gt`, `Lt`, `Gte` or `Lte`
record Requirement(String key, String operator, List<String> values) {
  static Requirement in(String key, List<String> values) {
    return new Requirement(key, "In", values);
  }

  /// From a list of node selector requirements.
  static List<Requirement> listOf(JsonNode list) {
    List<Requirement> requirements = new ArrayList<>();
    for (JsonNode item : list) {
      requirements.add(
          new Requirement(
              item.path("key").asText(),
              item.path("operator").asText(),
              Json.texts(item.path("values"))));
    }
    return requirements;
  }

  /// From a map of labels, each of which must be just so.
  static List<Requirement> ofLabels(Map<String, String> labels) {
    return labels.entrySet().stream()
        .map(label -> in(label.getKey(), List.of(label.getValue())))
        .toList();
  }

  static boolean allMet(Collection<Requirement> requirements, Map<String, String> labels) {
    return requirements.stream().allMatch(requirement -> requirement.metBy(labels));
  }

  boolean metBy(Map<String, String> labels) {
    String value = labels.get(key);
    return switch (operator) {
      case "In" -> value != null && values.contains(value);
      case "NotIn" -> value == null || !values.contains(value);
      case "Exists" -> value != null;
      case "DoesNotExist" -> value == null;
      default -> compares(value);
    };
  }

  private boolean compares(@Nullable String value) {
    if (value == null || values.isEmpty() || !value.matches("-?\\d{1,18}")) {
      return false;
    }
    int order = new BigDecimal(value).compareTo(Amounts.parse(values.getFirst()));
    return switch (operator) {
      case "Gt" -> order > 0;
      case "Gte" -> order >= 0;
      case "Lt" -> order < 0;
      case "Lte" -> order <= 0;
      default -> false;
    };
  }

  ObjectNode json() {
    return Json.object(
        "key", key, "operator", operator, "values", values.isEmpty() ? null : values);
  }

  @Override
  public String toString() {
    return values.isEmpty()
        ? key + " " + operator
        : key + " " + operator + " [" + String.join(" ", values) + "]";
  }
}
