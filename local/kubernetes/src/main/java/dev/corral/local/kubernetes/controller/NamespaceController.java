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

/// Gives every namespace its default service account, and empties a namespace that is deleted.
public final class NamespaceController implements Reconciler {
  private static final String STORAGE = "/namespaces";
  private static final String ACCOUNTS = "/serviceaccounts";
  private static final Terms TERMS = Terms.by("namespace-controller");

  private final Resources resources;

  public NamespaceController(Resources resources) {
    this.resources = resources;
  }

  @Override
  public Collection<ObjectKey> affectedBy(StoreEvent event) {
    StoredObject object = event.object();
    if (object.key().resource().equals(STORAGE)) {
      return List.of(object.key());
    }
    boolean removed = event instanceof StoreEvent.Removed && !object.namespace().isEmpty();
    return removed ? List.of(new ObjectKey(STORAGE, "", object.namespace())) : List.of();
  }

  @Override
  public Optional<Duration> reconcile(ObjectKey key) {
    Optional<StoredObject> namespace = resources.store().get(key);
    if (namespace.isPresent() && namespace.get().deleting()) {
      empty(namespace.get());
    } else if (namespace.isPresent() && resources.find(ACCOUNTS, key.name(), "default").isEmpty()) {
      ResourceType accounts = resources.kinds().builtin(ACCOUNTS);
      resources.create(
          accounts, key.name(), Json.object("metadata", Json.object("name", "default")), TERMS);
    }
    return Optional.empty();
  }

  private void empty(StoredObject namespace) {
    List<StoredObject> content =
        resources.store().all().stream()
            .filter(object -> object.namespace().equals(namespace.name()))
            .toList();
    for (StoredObject object : content) {
      Optional<ResourceType> type = resources.kinds().stored(object.key().resource());
      if (type.isPresent()
          && !object.deleting()
          && resources.store().get(object.key()).isPresent()) {
        resources.delete(type.get(), object.namespace(), object.name(), DeleteTerms.background());
      }
    }
    boolean left =
        resources.store().all().stream()
            .anyMatch(object -> object.namespace().equals(namespace.name()));
    if (!left) {
      release(namespace);
    }
  }

  private void release(StoredObject namespace) {
    resources.edit(
        namespace,
        resources.kinds().builtin(STORAGE),
        TERMS,
        next -> {
          Json.at(next, "spec").set("finalizers", Json.array());
          return next;
        });
  }
}
