package dev.corral.local.kubernetes.resource;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.local.kubernetes.kind.ResourceType;
import dev.corral.local.kubernetes.status.Cause;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The rules of built-in kinds that clients are likely to trip over.
final class BuiltinRules {
  private BuiltinRules() {}

  static List<Cause> check(ResourceType type, JsonNode object, Optional<JsonNode> old) {
    List<Cause> causes = new ArrayList<>();
    JsonNode spec = object.path("spec");
    switch (type.storage()) {
      case "apps/deployments", "apps/replicasets" -> workload(spec, old, causes);
      case "/pods" -> containers(spec, "spec", causes);
      case "/persistentvolumes" -> storage(spec, spec.path("capacity"), "spec.capacity", causes);
      case "/persistentvolumeclaims" ->
          storage(spec, spec.path("resources").path("requests"), "spec.resources[storage]", causes);
      case "/services" -> service(spec, causes);
      case "/configmaps" -> textValues(object.path("data"), causes);
      case "coordination.k8s.io/leases" -> lease(spec, causes);
      default -> {}
    }
    return causes;
  }

  private static void workload(JsonNode spec, Optional<JsonNode> old, List<Cause> causes) {
    if (spec.path("replicas").asInt() < 0) {
      causes.add(
          Cause.invalid(
              "spec.replicas",
              spec.path("replicas").toString(),
              "must be greater than or equal to 0"));
    }
    if (spec.path("selector").isEmpty()) {
      causes.add(Cause.required("spec.selector", ""));
    } else if (!LabelSelector.of(spec.path("selector"))
        .matches(spec.path("template").path("metadata").path("labels"))) {
      causes.add(
          Cause.invalid(
              "spec.template.metadata.labels",
              "\"\"",
              "`selector` does not match template `labels`"));
    }
    if (old.isPresent() && !old.get().path("spec").path("selector").equals(spec.path("selector"))) {
      causes.add(
          Cause.invalid("spec.selector", spec.path("selector").toString(), "field is immutable"));
    }
    containers(spec.path("template").path("spec"), "spec.template.spec", causes);
  }

  private static void containers(JsonNode spec, String path, List<Cause> causes) {
    if (spec.path("containers").isEmpty()) {
      causes.add(Cause.required(path + ".containers", ""));
    }
    Set<String> names = new HashSet<>();
    for (String list : new String[] {"initContainers", "containers"}) {
      for (int i = 0; i < spec.path(list).size(); i++) {
        String at = path + "." + list + "[" + i + "]";
        JsonNode container = spec.path(list).get(i);
        if (container.path("name").asText().isEmpty()) {
          causes.add(Cause.required(at + ".name", ""));
        } else if (!names.add(container.path("name").asText())) {
          causes.add(
              new Cause(
                  "FieldValueDuplicate",
                  at + ".name",
                  "Duplicate value: " + container.path("name")));
        }
        if (container.path("image").asText().isEmpty()) {
          causes.add(Cause.required(at + ".image", ""));
        }
      }
    }
  }

  private static void storage(JsonNode spec, JsonNode sizes, String at, List<Cause> causes) {
    if (spec.path("accessModes").isEmpty()) {
      causes.add(Cause.required("spec.accessModes", "at least 1 access mode is required"));
    }
    if (!sizes.has("storage")) {
      causes.add(Cause.required(at, ""));
    }
  }

  private static void service(JsonNode spec, List<Cause> causes) {
    boolean external = spec.path("type").asText().equals("ExternalName");
    if (spec.path("ports").isEmpty()
        && !external
        && !spec.path("clusterIP").asText().equals("None")) {
      causes.add(Cause.required("spec.ports", ""));
    }
    for (int i = 0; i < spec.path("ports").size(); i++) {
      int port = spec.path("ports").get(i).path("port").asInt();
      if (port < 1 || port > 65535) {
        causes.add(
            Cause.invalid(
                "spec.ports[" + i + "].port",
                Integer.toString(port),
                "must be between 1 and 65535, inclusive"));
      }
    }
  }

  private static void textValues(JsonNode data, List<Cause> causes) {
    data.properties()
        .forEach(entry -> {
          if (!entry.getValue().isTextual()) {
            causes.add(
                Cause.invalid(
                    "data." + entry.getKey(), entry.getValue().toString(), "must be a string"));
          }
        });
  }

  private static void lease(JsonNode spec, List<Cause> causes) {
    if (spec.has("leaseDurationSeconds") && spec.path("leaseDurationSeconds").asInt() <= 0) {
      causes.add(
          Cause.invalid(
              "spec.leaseDurationSeconds",
              spec.path("leaseDurationSeconds").toString(),
              "must be greater than 0"));
    }
  }
}
