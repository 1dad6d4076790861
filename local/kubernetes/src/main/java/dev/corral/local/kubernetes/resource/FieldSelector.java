package dev.corral.local.kubernetes.resource;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.local.kubernetes.kind.ResourceType;
import dev.corral.local.kubernetes.status.Reason;
import dev.corral.local.kubernetes.status.RequestFailed;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Requirements on the few fields that may be selected by.
public record FieldSelector(List<Requirement> requirements) {
  private static final Set<String> EVERYWHERE = Set.of("metadata.name", "metadata.namespace");
  private static final Set<String> PODS =
      Set.of(
          "spec.nodeName",
          "status.phase",
          "spec.restartPolicy",
          "spec.serviceAccountName",
          "status.podIP");
  private static final Set<String> EVENTS =
      Set.of("reason", "type", "source", "reportingComponent", "reportingController");

  /// One field and the value it must have, or must not have.
  public record Requirement(String path, String value, boolean equal) {
    boolean matches(JsonNode object) {
      JsonNode node = object;
      for (String name : path.split("\\.")) {
        node = node.path(name);
      }
      return node.asText().equals(value) == equal;
    }
  }

  /// From a `fieldSelector` parameter, for a kind.
  public static FieldSelector parse(String text, ResourceType type) {
    List<Requirement> requirements = new ArrayList<>();
    for (String part : text.split(",")) {
      if (!part.isBlank()) {
        requirements.add(requirement(part.strip(), type));
      }
    }
    return new FieldSelector(requirements);
  }

  private static Requirement requirement(String part, ResourceType type) {
    int at = part.indexOf('=');
    if (at < 1) {
      throw RequestFailed.because(Reason.BAD_REQUEST, "invalid field selector: " + part);
    }
    boolean equal = part.charAt(at - 1) != '!';
    String path = part.substring(0, equal ? at : at - 1).strip();
    String value = part.substring(at + 1).replaceFirst("^=", "").strip();
    if (!selectable(path, type)) {
      throw RequestFailed.because(Reason.BAD_REQUEST, "field label not supported: " + path);
    }
    return new Requirement(
        path.startsWith("regarding.") ? path.replace("regarding.", "involvedObject.") : path,
        value,
        equal);
  }

  private static boolean selectable(String path, ResourceType type) {
    return EVERYWHERE.contains(path)
        || switch (type.storage()) {
          case "/pods" -> PODS.contains(path);
          case "/events" ->
              EVENTS.contains(path)
                  || path.startsWith("involvedObject.")
                  || path.startsWith("regarding.");
          case "/secrets" -> path.equals("type");
          case "/namespaces" -> path.equals("status.phase");
          case "/nodes" -> path.equals("spec.unschedulable");
          case "apps/replicasets" -> path.equals("status.replicas");
          default -> false;
        };
  }

  public boolean matches(JsonNode object) {
    return requirements.stream().allMatch(requirement -> requirement.matches(object));
  }
}
