package dev.corral.local.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.patch.ListShape;
import dev.corral.local.kubernetes.patch.Shape;

/// The shape that a custom resource's schema declares with `x-kubernetes-list-type` and its like.
record SchemaShape(JsonNode schema) implements Shape {
  @Override
  public Shape field(String name) {
    JsonNode property = schema.path("properties").path(name);
    return new SchemaShape(
        property.isMissingNode() ? schema.path("additionalProperties") : property);
  }

  @Override
  public Shape item() {
    return new SchemaShape(schema.path("items"));
  }

  @Override
  public ListShape list() {
    return switch (schema.path("x-kubernetes-list-type").asText()) {
      case "set" -> new ListShape.SetOfValues();
      case "map" -> new ListShape.MapBy(Json.texts(schema.path("x-kubernetes-list-map-keys")));
      default -> new ListShape.Atomic();
    };
  }

  @Override
  public boolean atomicObject() {
    return schema.path("x-kubernetes-map-type").asText().equals("atomic");
  }
}
