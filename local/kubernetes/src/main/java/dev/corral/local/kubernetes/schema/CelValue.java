package dev.corral.local.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.NullValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// JSON as the values that CEL computes with.
final class CelValue {
  /// Words that CEL reserves; a field with such a name is written `__name__` in a rule.
  private static final Set<String> RESERVED =
      Set.of(
          "true",
          "false",
          "null",
          "in",
          "as",
          "break",
          "const",
          "continue",
          "else",
          "for",
          "function",
          "if",
          "import",
          "let",
          "loop",
          "package",
          "namespace",
          "return",
          "var",
          "void",
          "while");

  private CelValue() {}

  /// The value; a number counts as double where the schema says `number`.
  static Object of(JsonNode node, JsonNode schema) {
    return switch (node.getNodeType()) {
      case OBJECT -> map(node, schema);
      case ARRAY -> list(node, schema);
      case BOOLEAN -> node.asBoolean();
      case NUMBER -> number(node, schema);
      case NULL, MISSING -> NullValue.NULL_VALUE;
      default -> node.asText();
    };
  }

  private static Object number(JsonNode node, JsonNode schema) {
    if (schema.path("type").asText().equals("number") || !node.isIntegralNumber()) {
      return node.asDouble();
    }
    return node.asLong();
  }

  private static Map<String, Object> map(JsonNode node, JsonNode schema) {
    Map<String, Object> map = new LinkedHashMap<>();
    node.properties()
        .forEach(field -> {
          JsonNode property = schema.path("properties").path(field.getKey());
          JsonNode inner =
              property.isMissingNode() ? schema.path("additionalProperties") : property;
          if (!field.getValue().isNull() || inner.path("nullable").asBoolean()) {
            map.put(
                property.isMissingNode() ? field.getKey() : escaped(field.getKey()),
                of(field.getValue(), inner));
          }
        });
    return map;
  }

  private static List<Object> list(JsonNode node, JsonNode schema) {
    List<Object> list = new ArrayList<>();
    node.forEach(item -> list.add(of(item, schema.path("items"))));
    return list;
  }

  private static String escaped(String name) {
    if (RESERVED.contains(name)) {
      return "__" + name + "__";
    }
    return name.replace("__", "__underscores__")
        .replace(".", "__dot__")
        .replace("-", "__dash__")
        .replace("/", "__slash__");
  }
}
