package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.idle.ActivityReport;
import dev.corral.dispatcher.manifest.Child;
import dev.corral.dispatcher.manifest.ChildKind;
import dev.corral.dispatcher.manifest.ModelManifests;
import dev.corral.dispatcher.plan.Clues;
import dev.corral.dispatcher.plan.NodeProtection;
import dev.corral.dispatcher.plan.Observed;
import dev.corral.dispatcher.plan.Wanted;
import dev.corral.dispatcher.pool.CapacityOutlook;
import dev.corral.dispatcher.resource.WorkloadRef;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The cluster through the Fabric8 client.
final class FabricCluster implements Cluster {
  private final KubernetesClient client;
  private final ClueFinder clueFinder;

  FabricCluster(KubernetesClient client, CapacityOutlook outlooks) {
    this.client = client;
    this.clueFinder = new ClueFinder(client, outlooks);
  }

  @Override
  public Clues clues(Wanted wanted, Observed observed, Instant since) {
    return clueFinder.find(wanted, observed, since);
  }

  @Override
  public Observed observe(WorkloadRef ref, Set<ChildKind> kinds, Optional<Instant> lastUsed) {
    var children = new EnumMap<ChildKind, Observed.Seen>(ChildKind.class);
    for (ChildKind kind : kinds) {
      child(ref, kind).ifPresent(found -> children.put(kind, seen(found)));
    }
    List<Pod> pods =
        client
            .pods()
            .inNamespace(ref.namespace())
            .withLabel(ref.kind().label(), ref.name())
            .list()
            .getItems();
    return new Observed(
        children, pods, readyNodes(pods), new ActivityReport.NotAsked(), lastUsed, Clues.none());
  }

  @Override
  public void apply(Child child, Optional<String> over) {
    HasMetadata resource = Serialization.clone(child.resource());
    over.ifPresent(version -> resource.getMetadata().setResourceVersion(version));
    try {
      if (child.once()) {
        // Never over what is there: another secret would lock the data that the first one opens.
        client.resource(resource).create();
      } else {
        client.resource(resource).patch(StatusPatch.APPLY);
      }
    } catch (KubernetesClientException e) {
      if (e.getCode() == 409) {
        throw taken(child, e);
      }
      throw e;
    }
  }

  private static RuntimeException taken(Child child, KubernetesClientException e) {
    String what = child.kind().kind() + " " + child.resource().getMetadata().getName();
    return child.once()
        ? new DelayedException(
            what + " is there already and is not known as its own: remove it if nobody needs it.",
            e)
        : new OutrunException(what, e);
  }

  @Override
  public void protect(WorkloadRef ref, String pod, boolean on) {
    var annotations = new HashMap<String, @Nullable String>();
    annotations.put(NodeProtection.ANNOTATION, on ? "true" : null);
    var patch = Map.of("metadata", Map.of("annotations", annotations));
    client
        .pods()
        .inNamespace(ref.namespace())
        .withName(pod)
        .patch(PatchContext.of(PatchType.JSON_MERGE), Serialization.asJson(patch));
  }

  @Override
  public void delete(WorkloadRef ref, ChildKind kind) {
    child(ref, kind)
        .ifPresent(found ->
            client.resource(found).withPropagationPolicy(DeletionPropagation.BACKGROUND).delete());
  }

  private Optional<HasMetadata> child(WorkloadRef ref, ChildKind kind) {
    String namespace = ref.namespace();
    String name = kind.nameOf(ref);
    HasMetadata found =
        switch (kind) {
          case NETWORK_POLICY ->
              client.network().networkPolicies().inNamespace(namespace).withName(name).get();
          case SECRET -> client.secrets().inNamespace(namespace).withName(name).get();
          case APP_KEY -> null;
          case CONFIG_MAP -> client.configMaps().inNamespace(namespace).withName(name).get();
          case VOLUME -> client.persistentVolumes().withName(name).get();
          case CLAIM -> client.persistentVolumeClaims().inNamespace(namespace).withName(name).get();
          case SERVICE -> client.services().inNamespace(namespace).withName(name).get();
          case DEPLOYMENT ->
              client.apps().deployments().inNamespace(namespace).withName(name).get();
        };
    return Optional.ofNullable(found).filter(object -> belongs(object, ref.uid()));
  }

  static Observed.Seen seen(HasMetadata found) {
    Map<String, String> annotations =
        Objects.requireNonNullElse(found.getMetadata().getAnnotations(), Map.of());
    int replicas =
        found instanceof Deployment deployment
            ? Objects.requireNonNullElse(deployment.getSpec().getReplicas(), 1)
            : 0;
    return new Observed.Seen(
        annotations.getOrDefault(ModelManifests.HASH, ""),
        replicas,
        found.getMetadata().getDeletionTimestamp() != null,
        found.getMetadata().getResourceVersion(),
        !(found instanceof Deployment deployment) || followed(deployment));
  }

  private static boolean followed(Deployment deployment) {
    Long seen =
        deployment.getStatus() == null ? null : deployment.getStatus().getObservedGeneration();
    Long wanted = deployment.getMetadata().getGeneration();
    return seen != null && wanted != null && seen >= wanted;
  }

  /// What is outside every namespace cannot have an owner inside one: it says so by annotation.
  static boolean belongs(HasMetadata found, String uid) {
    var annotations = found.getMetadata().getAnnotations();
    return (annotations != null && uid.equals(annotations.get(ModelManifests.OWNER_UID)))
        || found.getMetadata().getOwnerReferences().stream()
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
