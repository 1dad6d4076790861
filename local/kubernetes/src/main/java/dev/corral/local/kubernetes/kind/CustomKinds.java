package dev.corral.local.kubernetes.kind;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.schema.CustomSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads a CustomResourceDefinition as the kinds it adds, one for each served version.
public final class CustomKinds {
  private CustomKinds() {}

  public static List<ResourceType> of(JsonNode definition) {
    List<ResourceType> types = new ArrayList<>();
    for (JsonNode version : definition.path("spec").path("versions")) {
      if (version.path("served").asBoolean()) {
        types.add(type(definition, version));
      }
    }
    return types;
  }

  private static ResourceType type(JsonNode definition, JsonNode version) {
    JsonNode spec = definition.path("spec");
    Custom custom =
        new Custom(
            definition.path("metadata").path("name").asText(),
            new CustomSchema(version.path("schema").path("openAPIV3Schema")),
            columns(version));
    return new ResourceType(
        new GroupVersion(spec.path("group").asText(), version.path("name").asText()),
        names(spec.path("names")),
        spec.path("scope").asText().equals("Namespaced"),
        subresources(version.path("subresources")),
        Optional.of(custom));
  }

  private static Names names(JsonNode names) {
    return new Names(
        names.path("plural").asText(),
        names.path("singular").asText(names.path("kind").asText().toLowerCase(Locale.ROOT)),
        names.path("kind").asText(),
        Json.texts(names.path("shortNames")),
        Json.texts(names.path("categories")));
  }

  private static Subresources subresources(JsonNode node) {
    JsonNode scale = node.path("scale");
    return new Subresources(
        node.has("status"),
        scale.isObject()
            ? Optional.of(
                new Subresources.ScalePaths(
                    path(scale, "specReplicasPath"),
                    path(scale, "statusReplicasPath"),
                    path(scale, "labelSelectorPath")))
            : Optional.empty());
  }

  private static String path(JsonNode scale, String name) {
    String path = scale.path(name).asText();
    return path.startsWith(".") ? path.substring(1) : path;
  }

  private static List<PrinterColumn> columns(JsonNode version) {
    List<PrinterColumn> columns = new ArrayList<>();
    for (JsonNode column : version.path("additionalPrinterColumns")) {
      columns.add(
          new PrinterColumn(
              column.path("name").asText(),
              column.path("type").asText(),
              column.path("description").asText(),
              column.path("priority").asInt(),
              column.path("jsonPath").asText()));
    }
    return columns;
  }
}
