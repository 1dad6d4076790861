package dev.corral.local.kubernetes.controller;

import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.kind.ResourceType;
import dev.corral.local.kubernetes.resource.DeleteTerms;
import dev.corral.local.kubernetes.resource.Resources;
import dev.corral.local.kubernetes.resource.Terms;
import dev.corral.local.kubernetes.store.ObjectKey;
import dev.corral.local.kubernetes.store.StoreEvent;
import dev.corral.local.kubernetes.store.StoredObject;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Deletes the objects of a custom kind before its definition goes.
public final class DefinitionController implements Reconciler {
  private static final String STORAGE = "apiextensions.k8s.io/customresourcedefinitions";
  private static final Duration AGAIN = Duration.ofMillis(200);
  private static final Terms TERMS = Terms.by("definition-controller");

  private final Resources resources;

  public DefinitionController(Resources resources) {
    this.resources = resources;
  }

  @Override
  public Collection<ObjectKey> affectedBy(StoreEvent event) {
    return event.object().key().resource().equals(STORAGE) && event.object().deleting()
        ? List.of(event.object().key())
        : List.of();
  }

  @Override
  public Optional<Duration> reconcile(ObjectKey key) {
    Optional<StoredObject> definition = resources.store().get(key).filter(StoredObject::deleting);
    if (definition.isEmpty()) {
      return Optional.empty();
    }
    String storage =
        definition.get().at("spec", "group").asText()
            + "/"
            + definition.get().at("spec", "names", "plural").asText();
    Optional<ResourceType> type = resources.kinds().stored(storage);
    for (StoredObject object : resources.list(storage, "").objects()) {
      if (type.isPresent() && !object.deleting()) {
        resources.delete(type.get(), object.namespace(), object.name(), DeleteTerms.background());
      }
    }
    if (!resources.list(storage, "").objects().isEmpty()) {
      return Optional.of(AGAIN);
    }
    resources.edit(
        definition.get(),
        resources.kinds().builtin(STORAGE),
        TERMS,
        next -> {
          Json.at(next, "metadata").remove("finalizers");
          return next;
        });
    return Optional.empty();
  }
}
