package dev.corral.local.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// Fills in the defaults that a schema declares.
final class Defaulter {
  private Defaulter() {}

  /// Fills in the value in place.
  static void fill(JsonNode value, JsonNode schema) {
    if (value instanceof ObjectNode object) {
      schema
          .path("properties")
          .properties()
          .forEach(property -> fillField(object, property.getKey(), property.getValue()));
      if (schema.path("additionalProperties").isObject()) {
        object.forEach(item -> fill(item, schema.path("additionalProperties")));
      }
    } else if (value.isArray()) {
      value.forEach(item -> fill(item, schema.path("items")));
    }
  }

  private static void fillField(ObjectNode object, String name, JsonNode schema) {
    boolean absent =
        !object.has(name) || object.get(name).isNull() && !schema.path("nullable").asBoolean();
    if (absent && schema.has("default")) {
      object.set(name, schema.get("default").deepCopy());
    }
    if (object.has(name)) {
      fill(object.get(name), schema);
    }
  }
}
