package dev.corral.local.kubernetes.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.apply.Owner;
import dev.corral.local.kubernetes.apply.ServerSideApply;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.kind.ResourceType;
import dev.corral.local.kubernetes.patch.JsonPatch;
import dev.corral.local.kubernetes.patch.MergePatch;
import dev.corral.local.kubernetes.patch.StrategicMerge;
import dev.corral.local.kubernetes.status.Reason;
import dev.corral.local.kubernetes.status.RequestFailed;
import dev.corral.local.kubernetes.store.ObjectKey;
import dev.corral.local.kubernetes.store.StoredObject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// Carries out one patch.
final class Patching {
  private final Resources resources;
  private final ResourceType type;
  private final Clock clock;

  Patching(Resources resources, ResourceType type, Clock clock) {
    this.resources = resources;
    this.type = type;
    this.clock = clock;
  }

  Outcome patch(ObjectKey key, PatchBody patch, Terms terms) {
    Optional<StoredObject> current = resources.store().get(key);
    if (patch instanceof PatchBody.Apply(ObjectNode configuration)) {
      return apply(key, current, configuration.deepCopy(), terms);
    }
    StoredObject existing =
        current.orElseThrow(() -> RequestFailed.notFound(type.qualified(), key.name()));
    ObjectNode shown = EventForms.show(type, existing.copy());
    ObjectNode next = EventForms.keep(type, patched(shown, patch));
    JsonNode metadata = next.path("metadata");
    Metadata.requireSame(
        type,
        existing.json(),
        metadata.path("uid").asText(),
        metadata.path("resourceVersion").asText());
    return resources.change(type, existing, next, terms, false);
  }

  private ObjectNode patched(ObjectNode current, PatchBody patch) {
    JsonNode next =
        switch (patch) {
          case PatchBody.JsonOperations(JsonNode operations) ->
              JsonPatch.apply(current, operations);
          case PatchBody.Merge(ObjectNode changes) -> MergePatch.apply(current, changes);
          case PatchBody.Strategic(ObjectNode changes) -> strategic(current, changes);
          case PatchBody.Apply(ObjectNode configuration) -> configuration;
        };
    if (next instanceof ObjectNode object) {
      return object;
    }
    throw RequestFailed.because(Reason.BAD_REQUEST, "the patch does not leave an object");
  }

  private ObjectNode strategic(ObjectNode current, ObjectNode changes) {
    if (type.custom().isPresent()) {
      throw RequestFailed.because(
          Reason.UNSUPPORTED_MEDIA_TYPE,
          "the body of the request was in an unknown format - accepted media types include:"
              + " application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml");
    }
    return StrategicMerge.apply(current, changes, type.shape());
  }

  private Outcome apply(
      ObjectKey key, Optional<StoredObject> current, ObjectNode configuration, Terms terms) {
    requireManager(terms);
    Metadata.place(type, key.namespace(), configuration);
    requireName(configuration, key.name());
    restrict(configuration, terms.subresource());
    if (current.isEmpty() && !terms.subresource().isEmpty()) {
      throw RequestFailed.notFound(type.qualified(), key.name());
    }
    if (current.isEmpty()) {
      return resources.createApplied(type, merged(Json.object(), configuration, terms), terms);
    }
    JsonNode metadata = configuration.path("metadata");
    Metadata.requireSame(
        type,
        current.get().json(),
        metadata.path("uid").asText(),
        metadata.path("resourceVersion").asText());
    ObjectNode live = current.get().copy().put("apiVersion", type.version().apiVersion());
    return resources.change(type, current.get(), merged(live, configuration, terms), terms, true);
  }

  private static void requireManager(Terms terms) {
    if (terms.manager().isEmpty()) {
      throw RequestFailed.because(
          Reason.BAD_REQUEST,
          "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch");
    }
  }

  private ObjectNode merged(ObjectNode live, ObjectNode configuration, Terms terms) {
    Owner owner =
        new Owner(terms.manager(), true, type.version().apiVersion(), terms.subresource());
    ServerSideApply.Terms how = new ServerSideApply.Terms(terms.force(), Timestamps.now(clock));
    return ServerSideApply.apply(live, configuration, type.shape(), owner, how);
  }

  private static void requireName(ObjectNode configuration, String name) {
    ObjectNode metadata = Json.at(configuration, "metadata");
    if (!metadata.path("name").asText(name).equals(name)) {
      throw RequestFailed.because(
          Reason.BAD_REQUEST, "the name of the object does not match the name on the URL");
    }
    if (!metadata.path("managedFields").isEmpty()) {
      throw RequestFailed.because(Reason.BAD_REQUEST, "metadata.managedFields must be nil");
    }
    metadata.put("name", name).remove("managedFields");
  }

  /// Leaves only what the (sub)resource may change.
  private void restrict(ObjectNode configuration, String subresource) {
    if (subresource.equals("status")) {
      configuration.retain("apiVersion", "kind", "metadata", "status");
      Json.at(configuration, "metadata")
          .retain(List.of("name", "namespace", "uid", "resourceVersion"));
    } else if (type.subresources().status()) {
      configuration.remove("status");
    }
  }
}
