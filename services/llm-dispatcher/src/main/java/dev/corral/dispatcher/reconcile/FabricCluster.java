package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.idle.ActivityReport;
import dev.corral.dispatcher.manifest.Child;
import dev.corral.dispatcher.manifest.ChildKind;
import dev.corral.dispatcher.manifest.ModelManifests;
import dev.corral.dispatcher.plan.Observed;
import dev.corral.dispatcher.resource.Model;
import dev.corral.dispatcher.resource.ModelStatus;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The cluster through the Fabric8 client.
final class FabricCluster implements Cluster {
  private static final PatchContext APPLY =
      new PatchContext.Builder()
          .withPatchType(PatchType.SERVER_SIDE_APPLY)
          .withFieldManager(ModelManifests.MANAGER)
          .withForce(true)
          .build();

  private final KubernetesClient client;

  FabricCluster(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public Optional<Model> find(String namespace, String name) {
    return Optional.ofNullable(
        client.resources(Model.class).inNamespace(namespace).withName(name).get());
  }

  @Override
  public Observed observe(Model model) {
    String uid = model.getMetadata().getUid();
    var children = new EnumMap<ChildKind, Observed.Seen>(ChildKind.class);
    for (ChildKind kind : ChildKind.values()) {
      child(model, kind)
          .filter(found -> ownedBy(found, uid))
          .ifPresent(found -> children.put(kind, seen(found)));
    }
    List<Pod> pods =
        client
            .pods()
            .inNamespace(model.getMetadata().getNamespace())
            .withLabel(ModelManifests.MODEL_LABEL, model.getMetadata().getName())
            .list()
            .getItems();
    Optional<Instant> lastUsed =
        Optional.ofNullable(model.getStatus()).map(ModelStatus::lastUsed).map(Instant::parse);
    return new Observed(children, pods, readyNodes(pods), new ActivityReport.NotAsked(), lastUsed);
  }

  @Override
  public void apply(Child child) {
    client.resource(child.resource()).patch(APPLY);
  }

  @Override
  public void delete(Model model, ChildKind kind) {
    child(model, kind)
        .filter(found -> ownedBy(found, model.getMetadata().getUid()))
        .ifPresent(found ->
            client.resource(found).withPropagationPolicy(DeletionPropagation.BACKGROUND).delete());
  }

  @Override
  public void report(Model model, ModelStatus status) {
    var patch = new Model();
    patch.setMetadata(
        new ObjectMetaBuilder()
            .withName(model.getMetadata().getName())
            .withNamespace(model.getMetadata().getNamespace())
            .build());
    patch.setStatus(status);
    client.resource(patch).subresource("status").patch(APPLY);
  }

  private Optional<HasMetadata> child(Model model, ChildKind kind) {
    String namespace = model.getMetadata().getNamespace();
    String name = ModelManifests.childName(model.getMetadata().getName());
    HasMetadata found =
        switch (kind) {
          case NETWORK_POLICY ->
              client.network().networkPolicies().inNamespace(namespace).withName(name).get();
          case SERVICE -> client.services().inNamespace(namespace).withName(name).get();
          case DEPLOYMENT ->
              client.apps().deployments().inNamespace(namespace).withName(name).get();
        };
    return Optional.ofNullable(found);
  }

  private static Observed.Seen seen(HasMetadata found) {
    Map<String, String> annotations =
        Objects.requireNonNullElse(found.getMetadata().getAnnotations(), Map.of());
    int replicas =
        switch (found) {
          case Deployment deployment ->
              Objects.requireNonNullElse(deployment.getSpec().getReplicas(), 1);
          case Service service -> 0;
          case NetworkPolicy policy -> 0;
          default -> throw new IllegalStateException("not a child: " + found.getKind());
        };
    return new Observed.Seen(
        annotations.getOrDefault(ModelManifests.HASH, ""),
        replicas,
        found.getMetadata().getDeletionTimestamp() != null);
  }

  private static boolean ownedBy(HasMetadata found, String uid) {
    return found.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> uid.equals(owner.getUid()));
  }

  private Set<String> readyNodes(List<Pod> pods) {
    return pods.stream()
        .map(pod -> pod.getSpec().getNodeName())
        .filter(Objects::nonNull)
        .distinct()
        .filter(this::isReady)
        .collect(Collectors.toUnmodifiableSet());
  }

  private boolean isReady(String name) {
    Node node = client.nodes().withName(name).get();
    return node != null
        && node.getStatus() != null
        && node.getStatus().getConditions().stream()
            .anyMatch(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()));
  }
}
