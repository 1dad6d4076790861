package dev.corral.local.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.store.ObjectKey;
import dev.corral.local.kubernetes.store.StoredObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Owner references.
final class Owners {
  private Owners() {}

  /// The reference by which an owner controls its children.
  static ObjectNode controlledBy(StoredObject owner) {
    return Json.object(
        "apiVersion",
        owner.at("apiVersion"),
        "kind",
        owner.at("kind"),
        "name",
        owner.name(),
        "uid",
        owner.uid(),
        "controller",
        true,
        "blockOwnerDeletion",
        true);
  }

  /// The objects among these that an owner controls.
  static List<StoredObject> children(List<StoredObject> objects, StoredObject owner) {
    return objects.stream().filter(controlled(owner.uid())).toList();
  }

  private static Predicate<StoredObject> controlled(String uid) {
    return object ->
        controller(object).map(ref -> ref.path("uid").asText().equals(uid)).orElse(false);
  }

  private static Optional<JsonNode> controller(StoredObject object) {
    for (JsonNode reference : object.at("metadata", "ownerReferences")) {
      if (reference.path("controller").asBoolean()) {
        return Optional.of(reference);
      }
    }
    return Optional.empty();
  }

  /// Where the controller of an object is, if it is of this kind.
  static Optional<ObjectKey> controllerKey(StoredObject object, String kind, String storage) {
    return controller(object)
        .filter(reference -> reference.path("kind").asText().equals(kind))
        .map(reference ->
            new ObjectKey(storage, object.namespace(), reference.path("name").asText()));
  }
}
