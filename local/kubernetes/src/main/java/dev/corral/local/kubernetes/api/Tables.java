package dev.corral.local.kubernetes.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.kind.Custom;
import dev.corral.local.kubernetes.kind.PrinterColumn;
import dev.corral.local.kubernetes.kind.ResourceType;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Objects as `meta.k8s.io/v1` tables, which kubectl prints.
final class Tables {
  private final Clock clock;

  Tables(Clock clock) {
    this.clock = clock;
  }

  ObjectNode table(ResourceType type, List<ObjectNode> objects, String includeObject) {
    List<Column> columns =
        type.custom().map(Tables::columns).orElseGet(() -> BuiltinColumns.of(type.storage()));
    ArrayNode definitions = Json.array();
    columns.forEach(column -> definitions.add(column.definition()));
    ArrayNode rows = Json.array();
    Instant now = clock.instant();
    objects.forEach(object -> rows.add(row(object, columns, includeObject, now)));
    return Json.object(
        "kind",
        "Table",
        "apiVersion",
        "meta.k8s.io/v1",
        "metadata",
        Json.object(),
        "columnDefinitions",
        definitions,
        "rows",
        rows);
  }

  private static ObjectNode row(
      ObjectNode object, List<Column> columns, String includeObject, Instant now) {
    ObjectNode row =
        Json.object(
            "cells",
            Json.arrayOf(
                columns.stream().map(column -> column.cell().apply(object, now)).toList()));
    return switch (includeObject) {
      case "None" -> row;
      case "Object" -> row.set("object", object);
      default -> row.set("object", Presentation.metadataOnly(object));
    };
  }

  private static List<Column> columns(Custom custom) {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.nameColumn());
    custom.columns().forEach(column -> columns.add(column(column)));
    if (custom.columns().isEmpty()) {
      columns.add(Column.ageColumn());
    }
    return columns;
  }

  private static Column column(PrinterColumn column) {
    boolean date = column.type().equals("date");
    return new Column(
        column.name(),
        date ? "date" : column.type(),
        column.priority(),
        (o, now) -> cell(o, column, date, now));
  }

  private static Object cell(JsonNode object, PrinterColumn column, boolean date, Instant now) {
    List<JsonNode> values = JsonPath.find(object, column.path());
    if (values.isEmpty()) {
      return NullNode.getInstance();
    }
    if (date) {
      return Age.since(values.getFirst().asText(), now);
    }
    return values.size() == 1 && values.getFirst().isValueNode()
        ? values.getFirst()
        : values.stream()
            .map(value -> value.isValueNode() ? value.asText() : value.toString())
            .collect(Collectors.joining(","));
  }
}
