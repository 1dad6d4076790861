package dev.corral.local.kubernetes.resource;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.kind.ResourceType;
import dev.corral.local.kubernetes.store.ObjectStore;
import dev.corral.local.kubernetes.store.StoredObject;
import java.time.Clock;

/// Deletes objects, at once or in steps.
final class Deletion {
  /// Finalizers by which the garbage collector is asked to see to the dependents first.
  static final String FOREGROUND = "foregroundDeletion";

  static final String ORPHAN = "orphan";

  private final ObjectStore store;
  private final Clock clock;

  Deletion(ObjectStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  Outcome delete(ResourceType type, StoredObject current, DeleteTerms terms) {
    Metadata.requireSame(type, current.json(), terms.uid(), terms.resourceVersion());
    ObjectNode next = current.copy();
    switch (terms.propagation()) {
      case FOREGROUND -> Metadata.addFinalizer(next, FOREGROUND);
      case ORPHAN -> Metadata.addFinalizer(next, ORPHAN);
      case BACKGROUND -> {}
    }
    if (current.deleting()) {
      return again(type, current, terms);
    }
    long grace = grace(type, next, terms);
    mark(type, next, grace);
    if (terms.dryRun()) {
      return Outcome.of(next, Outcome.Change.DELETING);
    }
    return Metadata.releasable(next)
        ? remove(current)
        : Outcome.of(store.put(current.key(), next).json(), Outcome.Change.DELETING);
  }

  /// A second delete can only shorten the time a pod has.
  private Outcome again(ResourceType type, StoredObject current, DeleteTerms terms) {
    ObjectNode next = current.copy();
    long left = next.path("metadata").path("deletionGracePeriodSeconds").asLong();
    if (!terms.dryRun()
        && terms.graceSeconds().isPresent()
        && terms.graceSeconds().getAsLong() < left) {
      Json.at(next, "metadata").put("deletionGracePeriodSeconds", terms.graceSeconds().getAsLong());
      mark(type, next, terms.graceSeconds().getAsLong());
      StoredObject written = store.put(current.key(), next);
      return Metadata.releasable(next)
          ? remove(written)
          : Outcome.of(written.json(), Outcome.Change.DELETING);
    }
    return Outcome.of(current.json(), Outcome.Change.DELETING);
  }

  /// Only pods on a node get time to end.
  private static long grace(ResourceType type, ObjectNode object, DeleteTerms terms) {
    if (!type.is("/pods") || object.path("spec").path("nodeName").asText().isEmpty()) {
      return 0;
    }
    return terms
        .graceSeconds()
        .orElse(object.path("spec").path("terminationGracePeriodSeconds").asLong(30));
  }

  private void mark(ResourceType type, ObjectNode object, long grace) {
    ObjectNode metadata = Json.at(object, "metadata");
    metadata.put("deletionTimestamp", Timestamps.of(clock.instant().plusSeconds(grace)));
    metadata.put("deletionGracePeriodSeconds", grace);
    Metadata.bumpGeneration(object);
    if (type.is("/namespaces")) {
      Json.at(object, "status").put("phase", "Terminating");
    }
  }

  Outcome remove(StoredObject object) {
    return Outcome.of(store.remove(object.key()).orElse(object).json(), Outcome.Change.REMOVED);
  }
}
