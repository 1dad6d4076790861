package dev.corral.local.kubernetes.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.kind.ResourceType;
import dev.corral.local.kubernetes.status.Cause;
import dev.corral.local.kubernetes.status.Reason;
import dev.corral.local.kubernetes.status.RequestFailed;
import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/// The part of metadata that only the server writes.
final class Metadata {
  private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final List<String> FIXED =
      List.of(
          "uid",
          "creationTimestamp",
          "generation",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "name",
          "namespace");

  private Metadata() {}

  /// Checks that a body is of the kind and place of its path, and names it.
  static void place(ResourceType type, String namespace, ObjectNode object) {
    requireKind(type, object);
    ObjectNode metadata = Json.at(object, "metadata");
    String given = metadata.path("namespace").asText();
    if (type.namespaced() && !given.isEmpty() && !given.equals(namespace)) {
      throw RequestFailed.because(
          Reason.BAD_REQUEST,
          "the namespace of the provided object does not match the namespace sent on the request");
    }
    if (type.namespaced()) {
      metadata.put("namespace", namespace);
    } else {
      metadata.remove("namespace");
    }
    if (metadata.path("name").asText().isEmpty() && metadata.has("generateName")) {
      metadata.put("name", metadata.path("generateName").asText() + suffix());
    }
  }

  static void requireKind(ResourceType type, ObjectNode object) {
    String apiVersion = object.path("apiVersion").asText(type.version().apiVersion());
    String kind = object.path("kind").asText(type.kind());
    if (!apiVersion.equals(type.version().apiVersion()) || !kind.equals(type.kind())) {
      throw RequestFailed.because(
          Reason.BAD_REQUEST,
          "%s in version \"%s\" cannot be handled as a %s in version \"%s\""
              .formatted(kind, apiVersion, type.kind(), type.version().apiVersion()));
    }
    object.put("apiVersion", apiVersion).put("kind", kind);
  }

  /// Five characters nobody reads a word in.
  static String suffix() {
    return RANDOM
        .ints(5, 0, ALPHABET.length())
        .mapToObj(i -> String.valueOf(ALPHABET.charAt(i)))
        .collect(Collectors.joining());
  }

  /// Stamps a new object.
  static void born(ObjectNode object, String now) {
    ObjectNode metadata = Json.at(object, "metadata");
    metadata.remove(
        List.of("deletionTimestamp", "deletionGracePeriodSeconds", "resourceVersion", "selfLink"));
    metadata.put("uid", UUID.randomUUID().toString()).put("creationTimestamp", now);
    if (object.has("spec")) {
      metadata.put("generation", 1);
    } else {
      metadata.remove("generation");
    }
  }

  /// Carries over what a client cannot change.
  static void keepFixed(JsonNode current, ObjectNode next) {
    JsonNode before = current.path("metadata");
    ObjectNode metadata = Json.at(next, "metadata");
    for (String name : FIXED) {
      if (before.has(name)) {
        metadata.set(name, before.get(name));
      } else {
        metadata.remove(name);
      }
    }
    metadata.set("resourceVersion", before.path("resourceVersion"));
    metadata.remove("selfLink");
  }

  /// Refuses a write based on another version or on another object of that name.
  static void requireSame(ResourceType type, JsonNode current, String uid, String resourceVersion) {
    JsonNode metadata = current.path("metadata");
    String name = metadata.path("name").asText();
    if (!uid.isEmpty() && !uid.equals(metadata.path("uid").asText())) {
      String text =
          "Precondition failed: UID in precondition: "
              + uid
              + ", UID in object meta: "
              + metadata.path("uid").asText();
      throw RequestFailed.conflict(type.qualified(), name, text);
    }
    if (!resourceVersion.isEmpty()
        && !resourceVersion.equals("0")
        && !resourceVersion.equals(metadata.path("resourceVersion").asText())) {
      String text =
          "the object has been modified; please apply your changes to the latest version and try again";
      throw RequestFailed.conflict(type.qualified(), name, text);
    }
  }

  /// Refuses a finalizer that comes after the deletion.
  static void requireNoNewFinalizers(ResourceType type, JsonNode current, JsonNode next) {
    List<String> before = Json.texts(current.path("metadata").path("finalizers"));
    List<String> added =
        Json.texts(next.path("metadata").path("finalizers")).stream()
            .filter(f -> !before.contains(f))
            .toList();
    if (current.path("metadata").has("deletionTimestamp") && !added.isEmpty()) {
      Cause cause =
          new Cause(
              "FieldValueForbidden",
              "metadata.finalizers",
              "Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers "
                  + added);
      throw RequestFailed.invalid(
          type.kind(), current.path("metadata").path("name").asText(), List.of(cause));
    }
  }

  static void bumpGeneration(ObjectNode object) {
    ObjectNode metadata = Json.at(object, "metadata");
    if (metadata.has("generation")) {
      metadata.put("generation", metadata.path("generation").asLong() + 1);
    }
  }

  /// Whether nothing keeps a deleted object any longer.
  static boolean releasable(JsonNode object) {
    JsonNode metadata = object.path("metadata");
    boolean namespaceFull =
        object.path("kind").asText().equals("Namespace")
            && !object.path("spec").path("finalizers").isEmpty();
    return metadata.path("finalizers").isEmpty()
        && metadata.path("deletionGracePeriodSeconds").asLong() == 0
        && !namespaceFull;
  }

  static void addFinalizer(ObjectNode object, String finalizer) {
    ArrayNode finalizers = Json.arrayAt(Json.at(object, "metadata"), "finalizers");
    if (!Json.texts(finalizers).contains(finalizer)) {
      finalizers.add(finalizer);
    }
  }
}
