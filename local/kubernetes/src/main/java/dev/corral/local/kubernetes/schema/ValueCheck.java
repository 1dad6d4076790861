package dev.corral.local.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.local.kubernetes.patch.ListKeys;
import dev.corral.local.kubernetes.patch.ListShape;
import dev.corral.local.kubernetes.status.Cause;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// Checks one value, not its children, against one schema node.
final class ValueCheck {
  private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

  private final JsonNode value;
  private final JsonNode schema;
  private final String path;
  private final List<Cause> causes = new ArrayList<>();

  private ValueCheck(JsonNode value, JsonNode schema, String path) {
    this.value = value;
    this.schema = schema;
    this.path = path;
  }

  static List<Cause> check(JsonNode value, JsonNode schema, String path) {
    ValueCheck check = new ValueCheck(value, schema, path);
    if (!check.typeFits()) {
      String wanted = schema.path("type").asText();
      String message = path + " in body must be of type " + wanted + ": \"" + nameOf(value) + "\"";
      return List.of(
          new Cause(
              "FieldValueTypeInvalid",
              path,
              "Invalid value: \"" + nameOf(value) + "\": " + message));
    }
    check.choices();
    check.text();
    check.number();
    check.sizes();
    return check.causes;
  }

  private boolean typeFits() {
    if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
      return value.isTextual() || value.isIntegralNumber();
    }
    return switch (schema.path("type").asText()) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "string" -> value.isTextual();
      case "boolean" -> value.isBoolean();
      case "integer" ->
          value.isIntegralNumber()
              || value.isNumber() && value.asDouble() == Math.rint(value.asDouble());
      case "number" -> value.isNumber();
      default -> true;
    };
  }

  private static String nameOf(JsonNode value) {
    return switch (value.getNodeType()) {
      case NUMBER -> value.isIntegralNumber() ? "integer" : "number";
      default -> value.getNodeType().name().toLowerCase(Locale.ROOT);
    };
  }

  private void choices() {
    JsonNode choices = schema.path("enum");
    if (!choices.isArray()) {
      return;
    }
    List<String> supported = new ArrayList<>();
    for (JsonNode choice : choices) {
      if (choice.equals(value)) {
        return;
      }
      supported.add(choice.toString());
    }
    String message =
        "Unsupported value: " + value + ": supported values: " + String.join(", ", supported);
    causes.add(new Cause("FieldValueNotSupported", path, message));
  }

  private void text() {
    if (!value.isTextual()) {
      return;
    }
    int length = value.asText().codePointCount(0, value.asText().length());
    atLeast("minLength", length, "should be at least %d chars long");
    if (schema.has("maxLength") && length > schema.path("maxLength").asInt()) {
      causes.add(
          new Cause(
              "FieldValueTooLong",
              path,
              "Too long: may not be more than " + schema.path("maxLength").asInt() + " bytes"));
    }
    if (schema.has("pattern")
        && !pattern(schema.path("pattern").asText()).matcher(value.asText()).find()) {
      invalid("should match '" + schema.path("pattern").asText() + "'");
    }
    if (schema.path("format").asText().equals("date-time") && !isDateTime()) {
      invalid("must be of type date-time");
    }
  }

  private static Pattern pattern(String text) {
    return PATTERNS.computeIfAbsent(text, Pattern::compile);
  }

  private boolean isDateTime() {
    try {
      OffsetDateTime.parse(value.asText());
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private void number() {
    if (!value.isNumber()) {
      return;
    }
    double number = value.asDouble();
    JsonNode minimum = schema.path("minimum");
    boolean above = schema.path("exclusiveMinimum").asBoolean();
    if (minimum.isNumber()
        && (above ? number <= minimum.asDouble() : number < minimum.asDouble())) {
      invalid("should be greater than " + (above ? "" : "or equal to ") + minimum);
    }
    JsonNode maximum = schema.path("maximum");
    boolean below = schema.path("exclusiveMaximum").asBoolean();
    if (maximum.isNumber()
        && (below ? number >= maximum.asDouble() : number > maximum.asDouble())) {
      invalid("should be less than " + (below ? "" : "or equal to ") + maximum);
    }
    JsonNode step = schema.path("multipleOf");
    if (step.isNumber() && Math.IEEEremainder(number, step.asDouble()) != 0) {
      invalid("should be a multiple of " + step);
    }
    if (schema.path("format").asText().equals("int32") && !value.canConvertToInt()) {
      invalid("should be a 32 bit integer");
    }
  }

  private void sizes() {
    if (value.isArray()) {
      atLeast("minItems", value.size(), "should have at least %d items");
      atMost("maxItems", value.size());
      uniqueItems();
    } else if (value.isObject()) {
      atLeast("minProperties", value.size(), "should have at least %d properties");
      atMost("maxProperties", value.size());
    }
  }

  private void uniqueItems() {
    boolean unique =
        schema.path("uniqueItems").asBoolean()
            || schema.path("x-kubernetes-list-type").asText().equals("set");
    List<JsonNode> seen = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      JsonNode item = identity(value.get(i));
      if ((unique || item != value.get(i)) && seen.contains(item)) {
        causes.add(
            new Cause("FieldValueDuplicate", path + "[" + i + "]", "Duplicate value: " + item));
      }
      seen.add(item);
    }
  }

  /// The keys of an item in a list of type map, otherwise the item itself.
  private JsonNode identity(JsonNode item) {
    if (!(new SchemaShape(schema).list() instanceof ListShape.MapBy(List<String> keys))) {
      return item;
    }
    return ListKeys.of(item, keys);
  }

  private void atLeast(String keyword, int size, String message) {
    if (schema.has(keyword) && size < schema.path(keyword).asInt()) {
      invalid(message.formatted(schema.path(keyword).asInt()));
    }
  }

  private void atMost(String keyword, int size) {
    if (schema.has(keyword) && size > schema.path(keyword).asInt()) {
      causes.add(
          new Cause(
              "FieldValueTooMany",
              path,
              "Too many: "
                  + size
                  + ": must have at most "
                  + schema.path(keyword).asInt()
                  + " items"));
    }
  }

  private void invalid(String message) {
    causes.add(
        Cause.invalid(
            path,
            value.isContainerNode() ? "\"\"" : value.toString(),
            path + " in body " + message));
  }
}
