package dev.corral.local.kubernetes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.kind.GroupVersion;
import dev.corral.local.kubernetes.kind.Kinds;
import dev.corral.local.kubernetes.kind.ResourceType;
import java.util.List;

/// As much OpenAPI as kubectl needs: that patches know `fieldValidation`, and the schemas of custom
/// kinds.
final class OpenApi {
  private final Kinds kinds;

  OpenApi(Kinds kinds) {
    this.kinds = kinds;
  }

  /// The index of the version 3 documents, one for each group and version.
  ObjectNode index() {
    ObjectNode paths = Json.object();
    for (ResourceType type : kinds.all()) {
      String path = root(type.version());
      paths.set(path.substring(1), Json.object("serverRelativeURL", "/openapi/v3" + path));
    }
    return Json.object("paths", paths);
  }

  private static String root(GroupVersion version) {
    return version.group().isEmpty()
        ? "/api/" + version.version()
        : "/apis/" + version.apiVersion();
  }

  ObjectNode document(GroupVersion version) {
    ObjectNode paths = Json.object();
    ObjectNode schemas = Json.object();
    for (ResourceType type : kinds.all()) {
      if (type.version().equals(version)) {
        paths.set(path(type), Json.object("patch", patch(type)));
        schemas.set(name(type), schema(type));
      }
    }
    return Json.object(
        "openapi",
        "3.0.0",
        "info",
        Json.object("title", "Corral local Kubernetes", "version", "v1.32.0"),
        "paths",
        paths,
        "components",
        Json.object("schemas", schemas));
  }

  private static String path(ResourceType type) {
    return root(type.version())
        + (type.namespaced() ? "/namespaces/{namespace}/" : "/")
        + type.names().plural()
        + "/{name}";
  }

  private static ObjectNode kind(ResourceType type) {
    return Json.object(
        "group", type.group(), "version", type.version().version(), "kind", type.kind());
  }

  private static ObjectNode patch(ResourceType type) {
    ArrayNode parameters = Json.array();
    for (String name : List.of("dryRun", "fieldManager", "fieldValidation", "force")) {
      parameters.add(
          Json.object("name", name, "in", "query", "schema", Json.object("type", "string")));
    }
    return Json.object(
        "x-kubernetes-action",
        "patch",
        "x-kubernetes-group-version-kind",
        kind(type),
        "parameters",
        parameters,
        "responses",
        Json.object("200", Json.object("description", "OK")));
  }

  private static String name(ResourceType type) {
    return (type.group().isEmpty() ? "core" : type.group())
        + "."
        + type.version().version()
        + "."
        + type.kind();
  }

  private static ObjectNode schema(ResourceType type) {
    ObjectNode schema =
        type.custom()
            .<ObjectNode>map(custom -> custom.schema().document().deepCopy())
            .orElseGet(
                () -> Json.object("type", "object", "x-kubernetes-preserve-unknown-fields", true));
    return schema.set("x-kubernetes-group-version-kind", Json.array(kind(type)));
  }
}
