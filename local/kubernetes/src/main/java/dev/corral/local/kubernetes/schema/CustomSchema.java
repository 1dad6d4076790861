package dev.corral.local.kubernetes.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.patch.Shape;
import dev.corral.local.kubernetes.status.Cause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The schema of one version of a custom resource, ready to be used.
public final class CustomSchema {
  private final JsonNode schema;
  private final CelRules rules;

  /// Compiles the `openAPIV3Schema` of a version.
  public CustomSchema(JsonNode schema) {
    this.schema = schema;
    this.rules = CelRules.in(schema);
  }

  /// What is wrong with the schema itself.
  public List<Cause> faults() {
    return rules.faults();
  }

  /// Takes unknown fields out of an object; answers their paths.
  public List<String> prune(ObjectNode object) {
    return Pruner.prune(object, schema);
  }

  /// Fills in declared defaults.
  public void fillDefaults(ObjectNode object) {
    Defaulter.fill(object, schema);
  }

  /// What is wrong with an object, or with its change from the old one.
  public List<Cause> validate(ObjectNode object, Optional<JsonNode> old) {
    List<Cause> causes = new ArrayList<>(SchemaValidator.validate(object, schema));
    if (causes.isEmpty()) {
      causes.addAll(rules.check(schema, object, old));
    }
    return causes;
  }

  public Shape shape() {
    return new SchemaShape(schema);
  }

  /// The schema as it was given.
  public JsonNode document() {
    return schema;
  }
}
