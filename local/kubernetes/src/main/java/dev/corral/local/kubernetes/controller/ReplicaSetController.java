package dev.corral.local.kubernetes.controller;

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
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Keeps as many pods of a ReplicaSet as it asks for.
public final class ReplicaSetController implements Reconciler {
  static final String STORAGE = "apps/replicasets";
  private static final Terms TERMS = Terms.by("replicaset-controller");

  private final Resources resources;
  private final ResourceType type;
  private final ResourceType podType;

  public ReplicaSetController(Resources resources) {
    this.resources = resources;
    this.type = resources.kinds().builtin(STORAGE);
    this.podType = resources.kinds().builtin(Pods.STORAGE);
  }

  @Override
  public Collection<ObjectKey> affectedBy(StoreEvent event) {
    StoredObject object = event.object();
    return switch (object.key().resource()) {
      case STORAGE -> List.of(object.key());
      case Pods.STORAGE -> Owners.controllerKey(object, "ReplicaSet", STORAGE).stream().toList();
      default -> List.of();
    };
  }

  @Override
  public Optional<Duration> reconcile(ObjectKey key) {
    Optional<StoredObject> found = resources.store().get(key);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    StoredObject set = found.get();
    List<StoredObject> pods = pods(set).filter(Pods::active).toList();
    int surplus = pods.size() - set.at("spec", "replicas").asInt();
    if (!set.deleting()) {
      for (int missing = -surplus; missing > 0; missing--) {
        create(set);
      }
      pods.stream().sorted(leastUseful()).limit(Math.max(0, surplus)).forEach(this::delete);
    }
    report(set);
    return Optional.empty();
  }

  private Stream<StoredObject> pods(StoredObject set) {
    return Owners.children(resources.list(Pods.STORAGE, set.namespace()).objects(), set).stream();
  }

  /// Unbound before bound, unready before ready, young before old.
  private static Comparator<StoredObject> leastUseful() {
    return Comparator.comparing(
            (StoredObject pod) -> !pod.at("spec", "nodeName").asText().isEmpty())
        .thenComparing(Pods::ready)
        .thenComparing(
            pod -> pod.at("metadata", "creationTimestamp").asText(), Comparator.reverseOrder());
  }

  private void create(StoredObject set) {
    ObjectNode pod = Json.object("spec", set.at("spec", "template", "spec"));
    ObjectNode metadata = Json.at(pod, "metadata");
    metadata.put("generateName", set.name() + "-");
    metadata.set("labels", set.at("spec", "template", "metadata", "labels"));
    if (!set.at("spec", "template", "metadata", "annotations").isEmpty()) {
      metadata.set("annotations", set.at("spec", "template", "metadata", "annotations"));
    }
    metadata.set("ownerReferences", Json.array(Owners.controlledBy(set)));
    resources.create(podType, set.namespace(), pod, TERMS);
  }

  private void delete(StoredObject pod) {
    resources.delete(podType, pod.namespace(), pod.name(), DeleteTerms.background());
  }

  private void report(StoredObject set) {
    List<StoredObject> pods = pods(set).filter(Pods::active).toList();
    int ready = (int) pods.stream().filter(Pods::ready).count();
    ObjectNode status =
        Json.object(
            "replicas",
            pods.size(),
            "fullyLabeledReplicas",
            pods.size(),
            "readyReplicas",
            ready,
            "availableReplicas",
            ready,
            "observedGeneration",
            set.at("metadata", "generation"));
    resources.edit(set, type, TERMS.toStatus(), next -> next.set("status", status));
  }
}
