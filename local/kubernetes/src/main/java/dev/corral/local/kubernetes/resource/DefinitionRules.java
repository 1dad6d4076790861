package dev.corral.local.kubernetes.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.kind.CustomKinds;
import dev.corral.local.kubernetes.kind.Kinds;
import dev.corral.local.kubernetes.status.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Completes and checks CustomResourceDefinitions, and marks the good ones established.
final class DefinitionRules {
  /// Kept on every definition until its objects are gone.
  static final String CLEANUP = "customresourcecleanup.apiextensions.k8s.io";

  private DefinitionRules() {}

  static void fill(ObjectNode definition, String now) {
    ObjectNode names = Json.at(definition, "spec", "names");
    String kind = names.path("kind").asText();
    if (!names.has("singular")) {
      names.put("singular", kind.toLowerCase(Locale.ROOT));
    }
    if (!names.has("listKind")) {
      names.put("listKind", kind + "List");
    }
    Json.at(definition, "spec", "conversion")
        .put(
            "strategy", definition.path("spec").path("conversion").path("strategy").asText("None"));
    if (!definition.path("metadata").has("deletionTimestamp")) {
      ArrayNode finalizers = Json.arrayAt(Json.at(definition, "metadata"), "finalizers");
      if (!Json.texts(finalizers).contains(CLEANUP)) {
        finalizers.add(CLEANUP);
      }
      establish(definition, now);
    }
  }

  private static void establish(ObjectNode definition, String now) {
    ObjectNode status = Json.at(definition, "status");
    status.set("acceptedNames", definition.path("spec").path("names"));
    ArrayNode stored = Json.arrayAt(status, "storedVersions");
    for (JsonNode version : definition.path("spec").path("versions")) {
      String name = version.path("name").asText();
      if (version.path("storage").asBoolean() && !Json.texts(stored).contains(name)) {
        stored.add(name);
      }
    }
    if (!status.has("conditions")) {
      status.set(
          "conditions",
          Json.array(
              condition("NamesAccepted", "NoConflicts", "no conflicts found", now),
              condition(
                  "Established",
                  "InitialNamesAccepted",
                  "the initial names have been accepted",
                  now)));
    }
  }

  private static ObjectNode condition(String type, String reason, String message, String now) {
    return Json.object(
        "type",
        type,
        "status",
        "True",
        "lastTransitionTime",
        now,
        "reason",
        reason,
        "message",
        message);
  }

  static List<Cause> check(JsonNode definition, Kinds kinds) {
    List<Cause> causes = new ArrayList<>();
    JsonNode spec = definition.path("spec");
    names(definition, kinds, causes);
    if (!List.of("Namespaced", "Cluster").contains(spec.path("scope").asText())) {
      String text =
          "Unsupported value: "
              + spec.path("scope")
              + ": supported values: \"Cluster\", \"Namespaced\"";
      causes.add(new Cause("FieldValueNotSupported", "spec.scope", text));
    }
    versions(spec, causes);
    if (causes.isEmpty()) {
      CustomKinds.of(definition)
          .forEach(
              type -> type.custom().ifPresent(custom -> causes.addAll(custom.schema().faults())));
    }
    return causes;
  }

  private static void names(JsonNode definition, Kinds kinds, List<Cause> causes) {
    JsonNode spec = definition.path("spec");
    String group = spec.path("group").asText();
    String plural = spec.path("names").path("plural").asText();
    String name = definition.path("metadata").path("name").asText();
    required(spec, "group", causes);
    required(spec.path("names"), "plural", causes);
    required(spec.path("names"), "kind", causes);
    if (!name.equals(plural + "." + group)) {
      causes.add(
          Cause.invalid(
              "metadata.name", '"' + name + '"', "must be spec.names.plural+\".\"+spec.group"));
    }
    if (kinds.takenByOther(group, plural, name)) {
      causes.add(Cause.invalid("spec.names.plural", '"' + plural + '"', "is already in use"));
    }
  }

  private static void required(JsonNode node, String name, List<Cause> causes) {
    if (node.path(name).asText().isEmpty()) {
      causes.add(Cause.required("spec." + name, ""));
    }
  }

  private static void versions(JsonNode spec, List<Cause> causes) {
    int storage = 0;
    for (int i = 0; i < spec.path("versions").size(); i++) {
      JsonNode version = spec.path("versions").get(i);
      storage += version.path("storage").asBoolean() ? 1 : 0;
      JsonNode schema = version.path("schema").path("openAPIV3Schema");
      String at = "spec.versions[" + i + "].schema.openAPIV3Schema";
      if (!schema.path("type").asText().equals("object")) {
        causes.add(Cause.required(at + ".type", "must be object: schemas are structural"));
      }
    }
    if (storage != 1) {
      causes.add(
          Cause.invalid(
              "spec.versions",
              Integer.toString(storage),
              "must have exactly one version marked as storage version"));
    }
  }
}
