package dev.corral.local.kubernetes.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.kind.GroupVersion;
import dev.corral.local.kubernetes.kind.Kinds;
import dev.corral.local.kubernetes.kind.ResourceType;
import java.util.ArrayList;
import java.util.List;

/// Which groups, versions and kinds there are, in the old and in the aggregated form.
final class Discovery {
  static final String AGGREGATED =
      "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
  private static final List<String> VERBS =
      List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

  private final Kinds kinds;

  Discovery(Kinds kinds) {
    this.kinds = kinds;
  }

  static boolean wantsAggregated(String accept) {
    return accept.replace(" ", "").contains("g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList");
  }

  ObjectNode coreVersions() {
    return Json.object(
        "kind", "APIVersions",
        "versions", List.of("v1"),
        "serverAddressByClientCIDRs",
            List.of(Json.object("clientCIDR", "0.0.0.0/0", "serverAddress", "127.0.0.1")));
  }

  ObjectNode groups() {
    ArrayNode groups = Json.array();
    kinds.groups().forEach(group -> groups.add(group(group)));
    return Json.object("kind", "APIGroupList", "apiVersion", "v1", "groups", groups);
  }

  /// One group; empty versions when there is no such group.
  ObjectNode group(String group) {
    ArrayNode versions = Json.array();
    kinds
        .versionsOf(group)
        .forEach(v -> versions.add(Json.object("groupVersion", group + "/" + v, "version", v)));
    return Json.object(
        "kind",
        "APIGroup",
        "apiVersion",
        "v1",
        "name",
        group,
        "versions",
        versions,
        "preferredVersion",
        versions.path(0));
  }

  ObjectNode resources(GroupVersion version) {
    ArrayNode resources = Json.array();
    for (ResourceType type : kinds.all()) {
      if (type.version().equals(version)) {
        resources.add(resource(type));
        subresources(type).forEach(sub -> resources.add(subresource(type, sub)));
      }
    }
    return Json.object(
        "kind",
        "APIResourceList",
        "apiVersion",
        "v1",
        "groupVersion",
        version.apiVersion(),
        "resources",
        resources);
  }

  private static ObjectNode resource(ResourceType type) {
    return Json.object(
        "name", type.names().plural(),
        "singularName", type.names().singular(),
        "namespaced", type.namespaced(),
        "kind", type.kind(),
        "verbs", VERBS,
        "shortNames", type.names().shortNames(),
        "categories", type.names().categories());
  }

  private static ObjectNode subresource(ResourceType type, String name) {
    ObjectNode sub =
        Json.object(
            "name", type.names().plural() + "/" + name,
            "singularName", "",
            "namespaced", type.namespaced(),
            "kind", kindOf(type, name).path("kind"),
            "verbs", verbs(name));
    return name.equals("scale") ? sub.put("group", "autoscaling").put("version", "v1") : sub;
  }

  private static List<String> subresources(ResourceType type) {
    List<String> names = new ArrayList<>();
    if (type.subresources().status()) {
      names.add("status");
    }
    if (type.subresources().scale().isPresent()) {
      names.add("scale");
    }
    switch (type.storage()) {
      case "/serviceaccounts" -> names.add("token");
      case "/pods" -> names.add("log");
      default -> {}
    }
    return names;
  }

  private static List<String> verbs(String subresource) {
    return switch (subresource) {
      case "token" -> List.of("create");
      case "log" -> List.of("get");
      default -> List.of("get", "patch", "update");
    };
  }

  private static ObjectNode kindOf(ResourceType type, String subresource) {
    return switch (subresource) {
      case "scale" -> Json.object("group", "autoscaling", "version", "v1", "kind", "Scale");
      case "token" ->
          Json.object("group", "authentication.k8s.io", "version", "v1", "kind", "TokenRequest");
      default ->
          Json.object(
              "group", type.group(), "version", type.version().version(), "kind", type.kind());
    };
  }

  /// Everything of the core group, or of all named groups, in one document.
  ObjectNode aggregated(boolean core) {
    ArrayNode items = Json.array();
    for (String group : core ? List.of("") : kinds.groups()) {
      ArrayNode versions = Json.array();
      kinds
          .versionsOf(group)
          .forEach(version -> versions.add(aggregatedVersion(new GroupVersion(group, version))));
      items.add(
          Json.object(
              "metadata",
              Json.object("name", group.isEmpty() ? null : group),
              "versions",
              versions));
    }
    return Json.object(
        "kind",
        "APIGroupDiscoveryList",
        "apiVersion",
        "apidiscovery.k8s.io/v2",
        "metadata",
        Json.object(),
        "items",
        items);
  }

  private ObjectNode aggregatedVersion(GroupVersion version) {
    ArrayNode resources = Json.array();
    for (ResourceType type : kinds.all()) {
      if (type.version().equals(version)) {
        resources.add(aggregatedResource(type));
      }
    }
    return Json.object(
        "version", version.version(), "freshness", "Current", "resources", resources);
  }

  private static ObjectNode aggregatedResource(ResourceType type) {
    ArrayNode subresources = Json.array();
    for (String name : subresources(type)) {
      subresources.add(
          Json.object(
              "subresource", name, "responseKind", kindOf(type, name), "verbs", verbs(name)));
    }
    return Json.object(
        "resource", type.names().plural(),
        "responseKind", kindOf(type, ""),
        "scope", type.namespaced() ? "Namespaced" : "Cluster",
        "singularResource", type.names().singular(),
        "verbs", VERBS,
        "shortNames", type.names().shortNames(),
        "categories", type.names().categories(),
        "subresources", subresources);
  }
}
