package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.kill.KillTarget;
import dev.corral.dispatcher.manifest.ModelManifests;
import dev.corral.dispatcher.resource.WorkloadKind;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// Karpenter's objects that carry our label, and the pods that hold GPUs.
final class KarpenterKill implements KillTarget {
  private static final String GPU = "nvidia.com/gpu";
  private static final String POOL_LABEL = "corral.dev/pool";
  private static final String MANAGED = "app.kubernetes.io/managed-by";
  private static final ResourceDefinitionContext POOL = kind("NodePool", "nodepools");
  private static final ResourceDefinitionContext CLAIM = kind("NodeClaim", "nodeclaims");
  private static final String TERMINATE_AT = "karpenter.sh/nodeclaim-termination-timestamp";
  private static final String NODES = "nodes";
  private static final PatchContext MERGE =
      new PatchContext.Builder()
          .withPatchType(PatchType.JSON_MERGE)
          .withFieldManager(ModelManifests.MANAGER)
          .build();

  private final KubernetesClient client;
  private final String namespace;
  private final Runnable hurry;
  private final Optional<Clock> skipDrain;

  /// @param hurry lets every workload be looked at
  /// @param skipDrain the clock, when Karpenter shall not wait for pods
  KarpenterKill(
      KubernetesClient client, String namespace, Runnable hurry, Optional<Clock> skipDrain) {
    this.client = client;
    this.namespace = namespace;
    this.hurry = hurry;
    this.skipDrain = skipDrain;
  }

  @Override
  public Seen look() {
    return new Seen(
        ours(POOL).stream()
            .filter(
                pool -> ModelManifests.MANAGER.equals(pool.getMetadata().getLabels().get(MANAGED)))
            .map(KarpenterKill::pool)
            .toList(),
        gpuPods(),
        ours(CLAIM).stream().map(KarpenterKill::claim).toList());
  }

  @Override
  public void close(Pool pool) {
    var patch = named(POOL, pool.name(), pool.version());
    var nothing = new TreeMap<String, String>(Map.of(NODES, "0"));
    pool.limits().forEach(limit -> nothing.put(limit, "0"));
    patch.setAdditionalProperty("spec", Map.of("limits", nothing));
    karpenter(POOL, pool.name(), patch);
  }

  @Override
  public void hurryWorkloads() {
    hurry.run();
  }

  @Override
  public void delete(Claim claim) {
    skipDrain.ifPresent(clock -> {
      var patch = named(CLAIM, claim.name(), claim.version());
      patch.getMetadata().setAnnotations(Map.of(TERMINATE_AT, clock.instant().toString()));
      karpenter(CLAIM, claim.name(), patch);
    });
    client.genericKubernetesResources(CLAIM).withName(claim.name()).delete();
  }

  private void karpenter(
      ResourceDefinitionContext kind, String name, GenericKubernetesResource patch) {
    client.genericKubernetesResources(kind).withName(name).patch(MERGE, patch);
  }

  private static GenericKubernetesResource named(
      ResourceDefinitionContext kind, String name, String version) {
    var patch = new GenericKubernetesResource();
    patch.setApiVersion(kind.getGroup() + "/" + kind.getVersion());
    patch.setKind(kind.getKind());
    patch.setMetadata(new ObjectMetaBuilder().withName(name).withResourceVersion(version).build());
    return patch;
  }

  private List<GenericKubernetesResource> ours(ResourceDefinitionContext kind) {
    try {
      return client.genericKubernetesResources(kind).withLabel(POOL_LABEL).list().getItems();
    } catch (KubernetesClientException e) {
      if (e.getCode() == 404) {
        return List.of(); // A cluster without Karpenter has no GPU nodes of ours.
      }
      throw e;
    }
  }

  private List<String> gpuPods() {
    return client
        .pods()
        .inNamespace(namespace)
        .withLabel(WorkloadKind.MODEL.label())
        .list()
        .getItems()
        .stream()
        .filter(KarpenterKill::wantsGpu)
        .map(pod -> pod.getMetadata().getName())
        .toList();
  }

  private static boolean wantsGpu(Pod pod) {
    boolean over =
        pod.getStatus() != null
            && List.of("Succeeded", "Failed")
                .contains(Objects.requireNonNullElse(pod.getStatus().getPhase(), ""));
    return !over
        && pod.getSpec().getContainers().stream()
            .map(container -> container.getResources())
            .filter(Objects::nonNull)
            .anyMatch(resources ->
                resources.getLimits() != null && resources.getLimits().containsKey(GPU));
  }

  private static ResourceDefinitionContext kind(String kind, String plural) {
    return new ResourceDefinitionContext.Builder()
        .withGroup("karpenter.sh")
        .withVersion("v1")
        .withKind(kind)
        .withPlural(plural)
        .withNamespaced(false)
        .build();
  }

  private static Pool pool(GenericKubernetesResource pool) {
    Map<?, ?> limits = pool.get("spec", "limits") instanceof Map<?, ?> given ? given : Map.of();
    boolean closed =
        limits.containsKey(NODES)
            && limits.values().stream().allMatch(limit -> "0".equals(String.valueOf(limit)));
    return new Pool(
        pool.getMetadata().getName(),
        pool.getMetadata().getResourceVersion(),
        limits.keySet().stream().map(String::valueOf).toList(),
        closed);
  }

  private static Claim claim(GenericKubernetesResource claim) {
    var meta = claim.getMetadata();
    return new Claim(
        meta.getName(), meta.getResourceVersion(), meta.getDeletionTimestamp() != null);
  }
}
