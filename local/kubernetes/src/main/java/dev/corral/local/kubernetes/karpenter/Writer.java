package dev.corral.local.kubernetes.karpenter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.kind.ResourceType;
import dev.corral.local.kubernetes.resource.DeleteTerms;
import dev.corral.local.kubernetes.resource.Resources;
import dev.corral.local.kubernetes.resource.Terms;
import dev.corral.local.kubernetes.resource.Timestamps;
import dev.corral.local.kubernetes.store.StoredObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Writes objects as Karpenter does.
final class Writer {
  private static final Terms KARPENTER = Terms.by("karpenter");

  private final Resources resources;
  private final Clock clock;

  Writer(Resources resources, Clock clock) {
    this.resources = resources;
    this.clock = clock;
  }

  Resources resources() {
    return resources;
  }

  String now() {
    return Timestamps.now(clock);
  }

  private ResourceType type(StoredObject object) {
    return resources.kinds().stored(object.key().resource()).orElseThrow();
  }

  /// Creates an object if its kind is there at all.
  void create(String storage, ObjectNode body) {
    Optional<ResourceType> type = resources.kinds().stored(storage);
    if (type.isPresent()) {
      resources.create(type.get(), "", body, KARPENTER);
    }
  }

  void edit(StoredObject object, Consumer<ObjectNode> change) {
    resources.edit(
        object,
        type(object),
        KARPENTER,
        next -> {
          change.accept(next);
          return next;
        });
  }

  void status(StoredObject object, Consumer<ObjectNode> change) {
    resources.edit(
        object,
        type(object),
        KARPENTER.toStatus(),
        next -> {
          change.accept(next);
          return next;
        });
  }

  void conditions(StoredObject object, List<String> parts, Consumer<Conditions> change) {
    status(object, next -> change.accept(new Conditions(next, parts, now())));
  }

  void delete(StoredObject object) {
    if (!object.deleting()) {
      delete(object, DeleteTerms.background());
    }
  }

  void delete(StoredObject object, DeleteTerms terms) {
    resources.delete(type(object), object.namespace(), object.name(), terms);
  }

  void addFinalizer(StoredObject object, String finalizer) {
    if (!finalizers(object).contains(finalizer)) {
      edit(object, next -> Json.arrayAt(Json.at(next, "metadata"), "finalizers").add(finalizer));
    }
  }

  void dropFinalizer(StoredObject object, String finalizer) {
    List<String> kept = new ArrayList<>(finalizers(object));
    if (kept.remove(finalizer)) {
      edit(object, next -> Json.at(next, "metadata").set("finalizers", Json.arrayOf(kept)));
    }
  }

  private static List<String> finalizers(StoredObject object) {
    return Json.texts(object.at("metadata", "finalizers"));
  }
}
