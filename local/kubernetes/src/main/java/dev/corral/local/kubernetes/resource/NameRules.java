package dev.corral.local.kubernetes.resource;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.local.kubernetes.kind.ResourceType;
import dev.corral.local.kubernetes.status.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Which names, labels and finalizers an object may have.
final class NameRules {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");
  private static final Pattern SUBDOMAIN =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");
  private static final Pattern PATH_SEGMENT = Pattern.compile("[^/%]+");
  private static final Pattern QUALIFIED =
      Pattern.compile(
          "([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");
  private static final Pattern LABEL_VALUE =
      Pattern.compile("([A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)?");
  private static final Set<String> LABEL_NAMED = Set.of("/namespaces", "/services");

  private NameRules() {}

  static List<Cause> check(ResourceType type, JsonNode object) {
    List<Cause> causes = new ArrayList<>();
    JsonNode metadata = object.path("metadata");
    name(type, metadata.path("name").asText(), causes);
    metadata
        .path("labels")
        .properties()
        .forEach(l -> label(l.getKey(), l.getValue().asText(), causes));
    metadata
        .path("annotations")
        .fieldNames()
        .forEachRemaining(name -> qualified("metadata.annotations", name, causes));
    metadata.path("finalizers").forEach(f -> qualified("metadata.finalizers", f.asText(), causes));
    return causes;
  }

  private static void name(ResourceType type, String name, List<Cause> causes) {
    if (name.isEmpty()) {
      causes.add(Cause.required("metadata.name", "name or generateName is required"));
      return;
    }
    boolean label = LABEL_NAMED.contains(type.storage());
    Pattern allowed = type.group().startsWith("rbac.") ? PATH_SEGMENT : label ? LABEL : SUBDOMAIN;
    if (!allowed.matcher(name).matches() || name.length() > 253) {
      String rule = label ? "a lowercase RFC 1123 label" : "a lowercase RFC 1123 subdomain";
      causes.add(
          Cause.invalid(
              "metadata.name",
              '"' + name + '"',
              rule
                  + " must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character"));
    }
  }

  private static void label(String key, String value, List<Cause> causes) {
    qualified("metadata.labels", key, causes);
    if (!LABEL_VALUE.matcher(value).matches()) {
      causes.add(
          Cause.invalid(
              "metadata.labels",
              '"' + value + '"',
              "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', at most 63"));
    }
  }

  private static void qualified(String field, String name, List<Cause> causes) {
    if (!QUALIFIED.matcher(name).matches()) {
      causes.add(
          Cause.invalid(
              field,
              '"' + name + '"',
              "name part must consist of alphanumeric characters, '-', '_' or '.'"));
    }
  }
}
