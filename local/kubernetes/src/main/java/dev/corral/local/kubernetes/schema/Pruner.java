package dev.corral.local.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/// Takes out the fields that a schema does not know, and says which they were.
final class Pruner {
  private final List<String> unknown = new ArrayList<>();

  /// Prunes the value in place; answers the paths of what was taken out.
  static List<String> prune(JsonNode value, JsonNode schema) {
    Pruner pruner = new Pruner();
    pruner.visit(value, schema, "");
    return pruner.unknown;
  }

  private void visit(JsonNode value, JsonNode schema, String path) {
    if (value instanceof ObjectNode object) {
      visitFields(object, schema, path);
    } else if (value.isArray() && schema.has("items")) {
      for (int i = 0; i < value.size(); i++) {
        visit(value.get(i), schema.path("items"), path + "[" + i + "]");
      }
    }
  }

  private void visitFields(ObjectNode object, JsonNode schema, String path) {
    boolean keep = schema.path("x-kubernetes-preserve-unknown-fields").asBoolean();
    JsonNode additional = schema.path("additionalProperties");
    boolean embedded = path.isEmpty() || schema.path("x-kubernetes-embedded-resource").asBoolean();
    for (String name : List.copyOf(iterableToList(object))) {
      String at = path.isEmpty() ? name : path + "." + name;
      JsonNode property = schema.path("properties").path(name);
      if (embedded
          && (name.equals("metadata") || name.equals("apiVersion") || name.equals("kind"))) {
        continue;
      }
      if (!property.isMissingNode()) {
        visit(object.get(name), property, at);
      } else if (additional.isObject()) {
        visit(object.get(name), additional, at);
      } else if (!keep && !additional.asBoolean(false)) {
        unknown.add(at);
        object.remove(name);
      }
    }
  }

  private static List<String> iterableToList(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
