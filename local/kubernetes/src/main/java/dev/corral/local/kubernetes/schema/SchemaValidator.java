package dev.corral.local.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.local.kubernetes.status.Cause;
import java.util.ArrayList;
import java.util.List;

/// Validates a whole tree against a structural schema.
final class SchemaValidator {
  private final List<Cause> causes = new ArrayList<>();

  static List<Cause> validate(JsonNode value, JsonNode schema) {
    SchemaValidator validator = new SchemaValidator();
    validator.visit(value, schema, "");
    return validator.causes;
  }

  private void visit(JsonNode value, JsonNode schema, String path) {
    if (value.isNull()) {
      if (schema.has("type") && !schema.path("nullable").asBoolean()) {
        String message =
            path + " in body must be of type " + schema.path("type").asText() + ": \"null\"";
        causes.add(new Cause("FieldValueTypeInvalid", path, "Invalid value: \"null\": " + message));
      }
      return;
    }
    List<Cause> own = ValueCheck.check(value, schema, path);
    causes.addAll(own);
    if (own.stream().noneMatch(cause -> cause.reason().equals("FieldValueTypeInvalid"))) {
      children(value, schema, path);
      combinations(value, schema, path);
    }
  }

  private void children(JsonNode value, JsonNode schema, String path) {
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        visit(value.get(i), schema.path("items"), path + "[" + i + "]");
      }
      return;
    }
    for (JsonNode required : schema.path("required")) {
      if (value.isObject() && !value.has(required.asText())) {
        causes.add(Cause.required(join(path, required.asText()), ""));
      }
    }
    value.properties().forEach(field -> child(field.getKey(), field.getValue(), schema, path));
  }

  private void child(String name, JsonNode value, JsonNode schema, String path) {
    JsonNode property = schema.path("properties").path(name);
    if (!property.isMissingNode()) {
      visit(value, property, join(path, name));
    } else if (schema.path("additionalProperties").isObject()) {
      visit(value, schema.path("additionalProperties"), join(path, name));
    }
  }

  private void combinations(JsonNode value, JsonNode schema, String path) {
    schema.path("allOf").forEach(part -> visit(value, part, path));
    if (schema.has("anyOf") && matches(value, schema.path("anyOf")) == 0) {
      causes.add(
          Cause.invalid(path, "\"\"", path + " in body must validate at least one schema (anyOf)"));
    }
    if (schema.has("oneOf") && matches(value, schema.path("oneOf")) != 1) {
      causes.add(
          Cause.invalid(
              path, "\"\"", path + " in body must validate one and only one schema (oneOf)"));
    }
    if (schema.has("not") && validate(value, schema.path("not")).isEmpty()) {
      causes.add(Cause.invalid(path, "\"\"", path + " in body must not validate the schema (not)"));
    }
  }

  private static long matches(JsonNode value, JsonNode alternatives) {
    long count = 0;
    for (JsonNode alternative : alternatives) {
      count += validate(value, alternative).isEmpty() ? 1 : 0;
    }
    return count;
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
