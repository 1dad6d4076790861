package dev.corral.local.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.NullValue;
import dev.cel.common.CelValidationException;
import dev.corral.local.kubernetes.patch.ListKeys;
import dev.corral.local.kubernetes.patch.ListShape;
import dev.corral.local.kubernetes.status.Cause;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// All CEL rules of a schema, evaluated where they are written.
final class CelRules {
  private static final String KEYWORD = "x-kubernetes-validations";
  private final Map<JsonNode, CelRule> compiled = new HashMap<>();
  private final List<Cause> faults = new ArrayList<>();

  private CelRules() {}

  /// Compiles every rule in a schema; [#faults] says which of them are not CEL.
  static CelRules in(JsonNode schema) {
    CelRules rules = new CelRules();
    rules.compile(schema);
    return rules;
  }

  List<Cause> faults() {
    return faults;
  }

  private void compile(JsonNode node) {
    for (JsonNode rule : node.path(KEYWORD)) {
      try {
        compiled.put(rule, CelRule.compile(rule));
      } catch (CelValidationException e) {
        faults.add(
            Cause.invalid(
                "spec.validation.openAPIV3Schema",
                rule.path("rule").toString(),
                String.valueOf(e.getMessage())));
      }
    }
    node.forEach(this::compile);
  }

  /// The faults of a value, and of its change from the old value when there is one.
  List<Cause> check(JsonNode schema, JsonNode value, Optional<JsonNode> old) {
    List<Cause> found = new ArrayList<>();
    if (!compiled.isEmpty()) {
      visit(schema, value, old, "", found);
    }
    return found;
  }

  private void visit(
      JsonNode schema, JsonNode value, Optional<JsonNode> old, String path, List<Cause> found) {
    if (value.isNull() || value.isMissingNode()) {
      return;
    }
    for (JsonNode rule : schema.path(KEYWORD)) {
      CelRule known = compiled.get(rule);
      if (known != null && (old.isPresent() || !known.needsOld())) {
        known.check(variables(schema, value, old), value, path).ifPresent(found::add);
      }
    }
    if (value.isArray()) {
      items(schema, value, old, path, found);
    } else {
      value.properties().forEach(field -> field(schema, field, old, path, found));
    }
  }

  private static Map<String, Object> variables(
      JsonNode schema, JsonNode value, Optional<JsonNode> old) {
    Object before = old.map(o -> CelValue.of(o, schema)).orElse(NullValue.NULL_VALUE);
    return Map.of("self", CelValue.of(value, schema), "oldSelf", before);
  }

  private void field(
      JsonNode schema,
      Map.Entry<String, JsonNode> field,
      Optional<JsonNode> old,
      String path,
      List<Cause> found) {
    JsonNode property = schema.path("properties").path(field.getKey());
    JsonNode inner = property.isMissingNode() ? schema.path("additionalProperties") : property;
    String at = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
    visit(
        inner,
        field.getValue(),
        old.map(o -> o.path(field.getKey())).filter(o -> !o.isMissingNode()),
        at,
        found);
  }

  private void items(
      JsonNode schema, JsonNode value, Optional<JsonNode> old, String path, List<Cause> found) {
    for (int i = 0; i < value.size(); i++) {
      JsonNode item = value.get(i);
      visit(
          schema.path("items"),
          item,
          old.flatMap(o -> sameItem(schema, o, item)),
          path + "[" + i + "]",
          found);
    }
  }

  /// Only items of a list of type map can be followed from old to new.
  private static Optional<JsonNode> sameItem(JsonNode schema, JsonNode oldList, JsonNode item) {
    if (!(new SchemaShape(schema).list() instanceof ListShape.MapBy(List<String> keys))) {
      return Optional.empty();
    }
    OptionalInt index = ListKeys.indexOf(oldList, ListKeys.of(item, keys), keys);
    return index.isPresent() ? Optional.of(oldList.get(index.getAsInt())) : Optional.empty();
  }
}
