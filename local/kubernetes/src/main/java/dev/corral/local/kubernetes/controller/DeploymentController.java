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
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Rolls a Deployment's pods from its old template to its present one through ReplicaSets.
public final class DeploymentController implements Reconciler {
  static final String STORAGE = "apps/deployments";
  static final String HASH = "pod-template-hash";
  private static final String REVISION = "deployment.kubernetes.io/revision";
  private static final Terms TERMS = Terms.by("deployment-controller");

  private final Resources resources;
  private final Clock clock;
  private final ResourceType type;
  private final ResourceType setType;

  public DeploymentController(Resources resources, Clock clock) {
    this.resources = resources;
    this.clock = clock;
    this.type = resources.kinds().builtin(STORAGE);
    this.setType = resources.kinds().builtin(ReplicaSetController.STORAGE);
  }

  @Override
  public Collection<ObjectKey> affectedBy(StoreEvent event) {
    StoredObject object = event.object();
    return switch (object.key().resource()) {
      case STORAGE -> List.of(object.key());
      case ReplicaSetController.STORAGE ->
          Owners.controllerKey(object, "Deployment", STORAGE).stream().toList();
      case Pods.STORAGE ->
          Owners.controllerKey(object, "ReplicaSet", ReplicaSetController.STORAGE)
              .flatMap(resources.store()::get)
              .flatMap(set -> Owners.controllerKey(set, "Deployment", STORAGE))
              .stream()
              .toList();
      default -> List.of();
    };
  }

  @Override
  public Optional<Duration> reconcile(ObjectKey key) {
    Optional<StoredObject> deployment =
        resources.store().get(key).filter(found -> !found.deleting());
    if (deployment.isPresent()) {
      roll(deployment.get());
      report(deployment.get());
    }
    return Optional.empty();
  }

  private void roll(StoredObject deployment) {
    String name = deployment.name() + "-" + TemplateHash.of(deployment.at("spec", "template"));
    List<StoredObject> sets = sets(deployment);
    Optional<StoredObject> present =
        sets.stream().filter(set -> set.name().equals(name)).findFirst();
    List<StoredObject> old = sets.stream().filter(set -> !set.name().equals(name)).toList();
    boolean recreate = deployment.at("spec", "strategy", "type").asText().equals("Recreate");
    if (recreate && pods(deployment, old) > 0) {
      old.forEach(set -> scale(set, 0));
      return;
    }
    StoredObject current = present.orElseGet(() -> create(deployment, name, nextRevision(sets)));
    Rollout rollout = Rollout.of(deployment, current, old);
    scale(current, rollout.current());
    rollout.old().forEach(this::scale);
    forget(deployment, old);
  }

  private List<StoredObject> sets(StoredObject deployment) {
    return Owners.children(
        resources.list(ReplicaSetController.STORAGE, deployment.namespace()).objects(), deployment);
  }

  /// Pods of old sets that still run, those on their way out included.
  private long pods(StoredObject deployment, List<StoredObject> sets) {
    List<StoredObject> pods = resources.list(Pods.STORAGE, deployment.namespace()).objects();
    return sets.stream().mapToLong(set -> Owners.children(pods, set).size()).sum();
  }

  private static long nextRevision(List<StoredObject> sets) {
    return 1 + sets.stream().mapToLong(DeploymentController::revision).max().orElse(0);
  }

  private static long revision(StoredObject set) {
    return set.at("metadata", "annotations", REVISION).asLong();
  }

  private StoredObject create(StoredObject deployment, String name, long revision) {
    String hash = name.substring(deployment.name().length() + 1);
    ObjectNode spec =
        Json.object(
            "replicas",
            0,
            "selector",
            deployment.at("spec", "selector"),
            "template",
            deployment.at("spec", "template"));
    ObjectNode set = Json.object("spec", spec.deepCopy());
    Json.at(set, "spec", "selector", "matchLabels").put(HASH, hash);
    Json.at(set, "spec", "template", "metadata", "labels").put(HASH, hash);
    ObjectNode metadata = Json.at(set, "metadata").put("name", name);
    metadata.set(
        "labels", set.path("spec").path("template").path("metadata").path("labels").deepCopy());
    metadata.set("annotations", Json.object(REVISION, Long.toString(revision)));
    metadata.set("ownerReferences", Json.array(Owners.controlledBy(deployment)));
    resources.create(setType, deployment.namespace(), set, TERMS);
    resources.edit(
        deployment,
        type,
        TERMS,
        next -> {
          Json.at(next, "metadata", "annotations").put(REVISION, Long.toString(revision));
          return next;
        });
    return resources.get(setType, deployment.namespace(), name);
  }

  private void scale(StoredObject set, int replicas) {
    if (set.at("spec", "replicas").asInt() != replicas) {
      resources.edit(
          set,
          setType,
          TERMS,
          next -> {
            Json.at(next, "spec").put("replicas", replicas);
            return next;
          });
    }
  }

  private void forget(StoredObject deployment, List<StoredObject> old) {
    List<StoredObject> empty =
        old.stream()
            .filter(set ->
                set.at("spec", "replicas").asInt() == 0
                    && set.at("status", "replicas").asInt() == 0)
            .sorted(Comparator.comparingLong(DeploymentController::revision).reversed())
            .toList();
    empty.stream()
        .skip(deployment.at("spec", "revisionHistoryLimit").asInt(10))
        .forEach(set ->
            resources.delete(setType, set.namespace(), set.name(), DeleteTerms.background()));
  }

  private void report(StoredObject deployment) {
    String name = deployment.name() + "-" + TemplateHash.of(deployment.at("spec", "template"));
    ObjectNode status = DeploymentStatus.of(deployment, sets(deployment), name, clock);
    resources.edit(deployment, type, TERMS.toStatus(), next -> next.set("status", status));
  }
}
