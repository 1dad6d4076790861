package dev.corral.local.kubernetes.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.kind.ResourceType;
import java.util.Map;

/// Events live in two API groups with other field names; they are kept in the core form.
public final class EventForms {
  private static final Map<String, String> CORE_TO_NEW =
      Map.of(
          "involvedObject", "regarding",
          "message", "note",
          "count", "deprecatedCount",
          "firstTimestamp", "deprecatedFirstTimestamp",
          "lastTimestamp", "deprecatedLastTimestamp",
          "source", "deprecatedSource",
          "reportingComponent", "reportingController");

  private EventForms() {}

  /// An object as the kind's version shows it; the given tree may be changed.
  public static ObjectNode show(ResourceType type, ObjectNode object) {
    if (type.group().equals("events.k8s.io")) {
      CORE_TO_NEW.forEach((core, other) -> rename(object, core, other));
    }
    return object.put("apiVersion", type.version().apiVersion());
  }

  /// An object from a client in the form it is kept in; the given tree may be changed.
  static ObjectNode keep(ResourceType type, ObjectNode object) {
    if (type.group().equals("events.k8s.io")) {
      CORE_TO_NEW.forEach((core, other) -> rename(object, other, core));
      if (!object.has("source")) {
        object.set("source", Json.object("component", object.path("reportingComponent").asText()));
      }
      object.put("apiVersion", "v1");
    }
    return object;
  }

  private static void rename(ObjectNode object, String from, String to) {
    if (object.has(from)) {
      object.set(to, object.remove(from));
    }
  }
}
