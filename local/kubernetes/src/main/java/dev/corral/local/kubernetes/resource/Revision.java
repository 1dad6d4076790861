package dev.corral.local.kubernetes.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.kind.ResourceType;
import java.util.List;

/// How the next version of an object comes from the present one and what a client sent.
final class Revision {
  private Revision() {}

  /// What was sent, limited to the part that the (sub)resource may change.
  static ObjectNode combine(
      ResourceType type, JsonNode current, ObjectNode incoming, String subresource) {
    if (subresource.equals("status")) {
      ObjectNode next = current.deepCopy();
      copy(incoming, next, "status");
      copy(incoming.path("metadata"), Json.at(next, "metadata"), "managedFields");
      return next;
    }
    ObjectNode next = incoming.deepCopy();
    Metadata.keepFixed(current, next);
    if (type.subresources().status()) {
      copy(current, next, "status");
    }
    if (!next.path("metadata").has("managedFields")
        && current.path("metadata").has("managedFields")) {
      Json.at(next, "metadata")
          .set("managedFields", current.path("metadata").path("managedFields"));
    }
    return next;
  }

  private static void copy(JsonNode from, ObjectNode to, String name) {
    if (from.has(name)) {
      to.set(name, from.get(name));
    } else {
      to.remove(name);
    }
  }

  /// Whether anything but metadata and status differs.
  static boolean specChanged(ResourceType type, JsonNode current, ObjectNode next) {
    if (type.custom().isEmpty()) {
      return !current.path("spec").equals(next.path("spec"));
    }
    ObjectNode before = current.deepCopy();
    ObjectNode after = next.deepCopy();
    before.remove(List.of("metadata", "status"));
    after.remove(List.of("metadata", "status"));
    return !before.equals(after);
  }

  /// Whether two versions are the same but for bookkeeping.
  static boolean same(JsonNode current, ObjectNode next) {
    return bare(current).equals(bare(next)) && owners(current).equals(owners(next));
  }

  private static ObjectNode bare(JsonNode object) {
    ObjectNode copy = object.deepCopy();
    Json.at(copy, "metadata").remove(List.of("resourceVersion", "managedFields"));
    return copy;
  }

  /// The managed fields without their times.
  private static JsonNode owners(JsonNode object) {
    JsonNode fields = object.path("metadata").path("managedFields").deepCopy();
    fields.forEach(entry -> ((ObjectNode) entry).remove("time"));
    return fields;
  }
}
