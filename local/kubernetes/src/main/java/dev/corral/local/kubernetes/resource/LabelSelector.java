package dev.corral.local.kubernetes.resource;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.status.Reason;
import dev.corral.local.kubernetes.status.RequestFailed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Requirements on labels, all of which must hold.
public record LabelSelector(List<Requirement> requirements) {
  private static final Pattern SETS =
      Pattern.compile("([^\\s!=,()]+)\\s+(in|notin)\\s*\\(([^)]*)\\)");
  private static final Pattern EQUALITY =
      Pattern.compile("([^\\s!=,()]+)\\s*(==|=|!=)\\s*([^\\s!=,()]*)");
  private static final Pattern EXISTS = Pattern.compile("(!?)\\s*([^\\s!=,()]+)");

  /// One requirement on one label.
  ///
  /// @param operator `In`, `NotIn`, `Exists` or `DoesNotExist`
  public record Requirement(String key, String operator, List<String> values) {
    boolean matches(JsonNode labels) {
      boolean present = labels.has(key);
      boolean listed = present && values.contains(labels.path(key).asText());
      return switch (operator) {
        case "In" -> listed;
        case "NotIn" -> !listed;
        case "Exists" -> present;
        default -> !present;
      };
    }

    String text() {
      return switch (operator) {
        case "In" ->
            values.size() == 1
                ? key + "=" + values.getFirst()
                : key + " in (" + String.join(",", values) + ")";
        case "NotIn" -> key + " notin (" + String.join(",", values) + ")";
        case "Exists" -> key;
        default -> "!" + key;
      };
    }
  }

  /// From an object: `matchLabels` and `matchExpressions`, or a plain map of labels.
  public static LabelSelector of(JsonNode selector) {
    List<Requirement> requirements = new ArrayList<>();
    boolean plain = !selector.has("matchLabels") && !selector.has("matchExpressions");
    JsonNode labels = plain ? selector : selector.path("matchLabels");
    labels
        .properties()
        .forEach(l ->
            requirements.add(new Requirement(l.getKey(), "In", List.of(l.getValue().asText()))));
    for (JsonNode e : selector.path("matchExpressions")) {
      requirements.add(
          new Requirement(
              e.path("key").asText(), e.path("operator").asText(), Json.texts(e.path("values"))));
    }
    return new LabelSelector(requirements);
  }

  /// From a `labelSelector` parameter.
  public static LabelSelector parse(String text) {
    List<Requirement> requirements = new ArrayList<>();
    for (String part : text.split(",(?![^(]*\\))")) {
      if (!part.isBlank()) {
        requirements.add(requirement(part.strip()));
      }
    }
    return new LabelSelector(requirements);
  }

  private static Requirement requirement(String part) {
    Matcher sets = SETS.matcher(part);
    if (sets.matches()) {
      List<String> values = Arrays.stream(sets.group(3).split(",")).map(String::strip).toList();
      return new Requirement(sets.group(1), sets.group(2).equals("in") ? "In" : "NotIn", values);
    }
    Matcher equality = EQUALITY.matcher(part);
    if (equality.matches()) {
      return new Requirement(
          equality.group(1),
          equality.group(2).equals("!=") ? "NotIn" : "In",
          List.of(equality.group(3)));
    }
    Matcher exists = EXISTS.matcher(part);
    if (exists.matches()) {
      return new Requirement(
          exists.group(2), exists.group(1).isEmpty() ? "Exists" : "DoesNotExist", List.of());
    }
    throw RequestFailed.because(Reason.BAD_REQUEST, "unable to parse requirement: " + part);
  }

  public boolean matches(JsonNode labels) {
    return requirements.stream().allMatch(requirement -> requirement.matches(labels));
  }

  /// The text form, as the scale subresource shows it.
  public String text() {
    return requirements.stream().map(Requirement::text).collect(Collectors.joining(","));
  }
}
