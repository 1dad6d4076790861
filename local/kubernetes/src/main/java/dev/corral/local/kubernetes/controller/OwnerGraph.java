package dev.corral.local.kubernetes.controller;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.local.kubernetes.store.ObjectKey;
import dev.corral.local.kubernetes.store.StoreEvent;
import dev.corral.local.kubernetes.store.StoredObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Who is there and who owns whom, kept up with the store's events; used under the store's lock.
final class OwnerGraph {
  private final Map<String, ObjectKey> alive = new HashMap<>();
  private final Map<String, Set<ObjectKey>> dependents = new HashMap<>();

  void follow(StoreEvent event) {
    switch (event) {
      case StoreEvent.Added(StoredObject object) -> {
        alive.put(object.uid(), object.key());
        link(object);
      }
      case StoreEvent.Modified(StoredObject object, StoredObject previous) -> {
        unlink(previous);
        link(object);
      }
      case StoreEvent.Removed(StoredObject object) -> {
        alive.remove(object.uid());
        unlink(object);
      }
    }
  }

  private void link(StoredObject object) {
    for (JsonNode reference : object.at("metadata", "ownerReferences")) {
      dependents
          .computeIfAbsent(reference.path("uid").asText(), uid -> new TreeSet<>())
          .add(object.key());
    }
  }

  private void unlink(StoredObject object) {
    for (JsonNode reference : object.at("metadata", "ownerReferences")) {
      Set<ObjectKey> set = dependents.getOrDefault(reference.path("uid").asText(), Set.of());
      set.removeIf(object.key()::equals);
      if (set.isEmpty()) {
        dependents.remove(reference.path("uid").asText());
      }
    }
  }

  Optional<ObjectKey> owner(String uid) {
    return Optional.ofNullable(alive.get(uid));
  }

  List<ObjectKey> dependents(String uid) {
    return List.copyOf(dependents.getOrDefault(uid, Set.of()));
  }
}
