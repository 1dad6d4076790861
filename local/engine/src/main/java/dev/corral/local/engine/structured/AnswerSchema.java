package dev.corral.local.engine.structured;

import dev.corral.local.engine.http.RequestException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;

/// The part of JSON Schema that an answer may be bound to. What is not understood is refused here,
/// because the native library ends the whole process over it.
public final class AnswerSchema {
  private static final int DEEPEST = 8;

  /// So that a small model comes to an end.
  private static final int LONGEST_TEXT = 24;

  private static final int MOST_ITEMS = 3;

  private static final Set<String> SAYS_NOTHING =
      Set.of(
          "$schema",
          "title",
          "description",
          "default",
          "examples",
          "additionalProperties",
          "strict",
          "format",
          "minimum",
          "maximum",
          "minLength",
          "minItems",
          "maxItems");
  private static final Set<String> UNDERSTOOD =
      Set.of("type", "properties", "required", "items", "enum", "const", "maxLength");
  private static final Set<String> PLAIN = Set.of("string", "integer", "number", "boolean", "null");

  private AnswerSchema() {}

  /// The answer to "any JSON object": one member named `answer`.
  public static String anyObject() {
    return of(
        new JsonObject()
            .put("type", "object")
            .put(
                "properties",
                new JsonObject().put("answer", new JsonObject().put("type", "string"))));
  }

  /// The schema as the grammar is made of it.
  ///
  /// @throws RequestException for what this engine does not understand
  public static String of(JsonObject schema) {
    return simplified(schema, 0).encode();
  }

  private static JsonObject simplified(JsonObject schema, int depth) {
    if (depth > DEEPEST) {
      throw refused("is nested too deeply");
    }
    schema.fieldNames().stream()
        .filter(name -> !UNDERSTOOD.contains(name) && !SAYS_NOTHING.contains(name))
        .findFirst()
        .ifPresent(name -> {
          throw refused("uses '" + name + "', which this engine does not understand");
        });
    if (schema.containsKey("enum")) {
      return new JsonObject().put("enum", values(schema.getJsonArray("enum")));
    }
    if (schema.containsKey("const")) {
      return new JsonObject().put("enum", values(new JsonArray().add(schema.getValue("const"))));
    }
    return typed(schema, depth);
  }

  private static JsonObject typed(JsonObject schema, int depth) {
    var type = schema.getString("type", schema.containsKey("properties") ? "object" : "string");
    var result = new JsonObject().put("type", type);
    return switch (type) {
      case "object" -> object(schema, result, depth);
      case "array" ->
          result
              .put("items", simplified(schema.getJsonObject("items", new JsonObject()), depth + 1))
              .put("maxItems", MOST_ITEMS);
      case "string" ->
          result.put(
              "maxLength", Math.clamp(schema.getInteger("maxLength", LONGEST_TEXT), 1, 1000));
      default -> {
        if (!PLAIN.contains(type)) {
          throw refused("has the unknown type '" + type + "'");
        }
        yield result;
      }
    };
  }

  /// Every member is made: leaving some out is the grammar's most expensive choice.
  private static JsonObject object(JsonObject schema, JsonObject result, int depth) {
    var members = new JsonObject();
    var names = new JsonArray();
    for (var member : schema.getJsonObject("properties", new JsonObject())) {
      members.put(member.getKey(), simplified((JsonObject) member.getValue(), depth + 1));
      names.add(member.getKey());
    }
    return result
        .put("properties", members)
        .put("required", names)
        .put("additionalProperties", false);
  }

  private static JsonArray values(JsonArray values) {
    var plain =
        values.stream()
            .allMatch(value ->
                value == null
                    || value instanceof String
                    || value instanceof Number
                    || value instanceof Boolean);
    if (values.isEmpty() || !plain) {
      throw refused("has an enum that is not of plain values");
    }
    return values;
  }

  private static RequestException refused(String why) {
    return new RequestException(400, "the JSON schema " + why);
  }
}
