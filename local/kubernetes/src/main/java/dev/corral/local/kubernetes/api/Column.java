package dev.corral.local.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import java.time.Instant;
import java.util.function.BiFunction;
import java.util.function.Function;

/// One column of a table: its head, and how an object fills its cell at a given time.
record Column(String name, String type, int priority, BiFunction<JsonNode, Instant, Object> cell) {
  static Column nameColumn() {
    return new Column("Name", "string", 0, (o, now) -> o.path("metadata").path("name").asText());
  }

  static Column ageColumn() {
    return new Column(
        "Age",
        "string",
        0,
        (o, now) -> Age.since(o.path("metadata").path("creationTimestamp").asText(), now));
  }

  /// A text; wide columns only show with `-o wide`.
  static Column text(String name, boolean wide, Function<JsonNode, Object> cell) {
    return new Column(name, "string", wide ? 1 : 0, (o, now) -> cell.apply(o));
  }

  ObjectNode definition() {
    String format = name.equals("Name") ? "name" : "";
    return Json.object(
        "name", name, "type", type, "format", format, "description", "", "priority", priority);
  }
}
