package dev.corral.local.kubernetes.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.kind.Custom;
import dev.corral.local.kubernetes.kind.Kinds;
import dev.corral.local.kubernetes.kind.ResourceType;
import dev.corral.local.kubernetes.status.Cause;
import dev.corral.local.kubernetes.status.Reason;
import dev.corral.local.kubernetes.status.RequestFailed;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What an object goes through on its way in: pruning, defaults and validation.
final class Admission {
  private static final String DEFINITIONS = "apiextensions.k8s.io/customresourcedefinitions";
  private final Kinds kinds;
  private final Clock clock;

  Admission(Kinds kinds, Clock clock) {
    this.kinds = kinds;
    this.clock = clock;
  }

  /// Takes out what the schema does not know; answers a warning for each such field.
  List<String> prune(ResourceType type, ObjectNode object, FieldValidation validation) {
    if (type.custom().isEmpty()) {
      return List.of();
    }
    List<String> unknown = type.custom().get().schema().prune(object);
    List<String> warnings = unknown.stream().map(path -> "unknown field \"" + path + "\"").toList();
    if (validation == FieldValidation.STRICT && !unknown.isEmpty()) {
      throw RequestFailed.because(
          Reason.BAD_REQUEST, "strict decoding error: " + String.join(", ", warnings));
    }
    return validation == FieldValidation.WARN ? warnings : List.of();
  }

  /// Fills in defaults.
  void fill(ResourceType type, ObjectNode object) {
    if (type.custom().isPresent()) {
      type.custom().get().schema().fillDefaults(object);
    } else if (type.is(DEFINITIONS)) {
      DefinitionRules.fill(object, Timestamps.now(clock));
    } else {
      BuiltinDefaults.fill(type, object);
    }
  }

  /// Refuses an object that breaks a rule.
  void validate(ResourceType type, ObjectNode object, Optional<JsonNode> old) {
    List<Cause> causes = new ArrayList<>(NameRules.check(type, object));
    if (type.custom().isPresent()) {
      Custom custom = type.custom().get();
      causes.addAll(custom.schema().validate(object, old));
    } else if (type.is(DEFINITIONS)) {
      causes.addAll(DefinitionRules.check(object, kinds));
    } else {
      causes.addAll(BuiltinRules.check(type, object, old));
    }
    if (!causes.isEmpty()) {
      String kind = type.group().isEmpty() ? type.kind() : type.kind() + "." + type.group();
      throw RequestFailed.invalid(kind, object.path("metadata").path("name").asText(), causes);
    }
  }
}
