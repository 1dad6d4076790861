package dev.corral.local.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.kind.ResourceType;
import dev.corral.local.kubernetes.resource.DeleteTerms;
import dev.corral.local.kubernetes.resource.Resources;
import dev.corral.local.kubernetes.resource.Terms;
import dev.corral.local.kubernetes.store.ObjectKey;
import dev.corral.local.kubernetes.store.StoreEvent;
import dev.corral.local.kubernetes.store.StoredObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Deletes what nobody owns any longer, however its owner went, and sees to foreground and orphan
/// deletion.
public final class GarbageCollector implements Reconciler {
  private static final String FOREGROUND = "foregroundDeletion";
  private static final String ORPHAN = "orphan";
  private static final Terms TERMS = Terms.by("garbage-collector");

  private final Resources resources;
  private final OwnerGraph graph = new OwnerGraph();

  public GarbageCollector(Resources resources) {
    this.resources = resources;
  }

  @Override
  public Collection<ObjectKey> affectedBy(StoreEvent event) {
    graph.follow(event);
    StoredObject object = event.object();
    if (event instanceof StoreEvent.Removed) {
      List<ObjectKey> keys = new ArrayList<>(graph.dependents(object.uid()));
      object
          .at("metadata", "ownerReferences")
          .forEach(ref -> graph.owner(ref.path("uid").asText()).ifPresent(keys::add));
      return keys;
    }
    boolean owned = !object.at("metadata", "ownerReferences").isEmpty();
    return owned || object.deleting() ? List.of(object.key()) : List.of();
  }

  @Override
  public Optional<Duration> reconcile(ObjectKey key) {
    Optional<StoredObject> found = resources.store().get(key);
    Optional<ResourceType> type = resources.kinds().stored(key.resource());
    if (found.isPresent() && type.isPresent()) {
      StoredObject object = found.get();
      List<String> finalizers = Json.texts(object.at("metadata", "finalizers"));
      if (object.deleting() && finalizers.contains(ORPHAN)) {
        orphan(object, type.get());
      } else if (object.deleting() && finalizers.contains(FOREGROUND)) {
        clearForeground(object, type.get());
      } else if (!object.deleting()) {
        collect(object, type.get());
      }
    }
    return Optional.empty();
  }

  private List<StoredObject> dependents(StoredObject owner) {
    return resources.store().locked(() -> graph.dependents(owner.uid())).stream()
        .flatMap(key -> resources.store().get(key).stream())
        .toList();
  }

  private void orphan(StoredObject owner, ResourceType type) {
    for (StoredObject dependent : dependents(owner)) {
      resources
          .kinds()
          .stored(dependent.key().resource())
          .ifPresent(t -> dropReference(dependent, t, List.of(owner.uid())));
    }
    dropFinalizer(owner, type, ORPHAN);
  }

  private void clearForeground(StoredObject owner, ResourceType type) {
    List<StoredObject> dependents = dependents(owner);
    if (dependents.isEmpty()) {
      dropFinalizer(owner, type, FOREGROUND);
      return;
    }
    DeleteTerms background = DeleteTerms.background();
    DeleteTerms foreground =
        new DeleteTerms(
            "", "", DeleteTerms.Propagation.FOREGROUND, background.graceSeconds(), false);
    for (StoredObject dependent : dependents) {
      if (!dependent.deleting()) {
        boolean parent = !dependents(dependent).isEmpty();
        resources
            .kinds()
            .stored(dependent.key().resource())
            .ifPresent(t ->
                resources.delete(
                    t, dependent.namespace(), dependent.name(), parent ? foreground : background));
      }
    }
  }

  /// Deletes an object whose owners are all gone, or drops the references to those that are.
  private void collect(StoredObject object, ResourceType type) {
    List<String> gone = new ArrayList<>();
    int alive = 0;
    for (JsonNode reference : object.at("metadata", "ownerReferences")) {
      String uid = reference.path("uid").asText();
      if (resources.store().locked(() -> graph.owner(uid)).isPresent()) {
        alive++;
      } else {
        gone.add(uid);
      }
    }
    if (alive == 0 && !gone.isEmpty()) {
      resources.delete(type, object.namespace(), object.name(), DeleteTerms.background());
    } else if (!gone.isEmpty()) {
      dropReference(object, type, gone);
    }
  }

  private void dropReference(StoredObject object, ResourceType type, List<String> uids) {
    resources.edit(
        object,
        type,
        TERMS,
        next -> {
          ObjectNode metadata = Json.at(next, "metadata");
          ArrayNode kept = Json.array();
          metadata.path("ownerReferences").forEach(ref -> keep(ref, uids, kept));
          metadata.set("ownerReferences", kept);
          if (kept.isEmpty()) {
            metadata.remove("ownerReferences");
          }
          return next;
        });
  }

  private static void keep(JsonNode reference, List<String> uids, ArrayNode kept) {
    if (!uids.contains(reference.path("uid").asText())) {
      kept.add(reference);
    }
  }

  private void dropFinalizer(StoredObject object, ResourceType type, String finalizer) {
    resources.edit(
        object,
        type,
        TERMS,
        next -> {
          List<String> finalizers =
              new ArrayList<>(Json.texts(next.path("metadata").path("finalizers")));
          finalizers.remove(finalizer);
          Json.at(next, "metadata").set("finalizers", Json.arrayOf(finalizers));
          return next;
        });
  }
}
