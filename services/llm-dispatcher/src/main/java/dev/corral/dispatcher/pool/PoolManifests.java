package dev.corral.dispatcher.pool;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.dispatcher.pool.NodePoolSpec.Requirement;
import dev.corral.dispatcher.resource.GpuPoolSpec;
import dev.corral.dispatcher.resource.Rung;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// Builds Karpenter's objects of a pool: a node class, and one node pool per rung of the ladder.
public final class PoolManifests {
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  public static final String MANAGER = "corral-dispatcher";
  public static final String HASH = "corral.dev/hash";

  private static final int HIGHEST_WEIGHT = 100;
  private static final int HASH_LENGTH = 16;
  private static final String GPU = "nvidia.com/gpu";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final KarpenterConfig config;
  private final NodeClassManifest nodeClass;

  public PoolManifests(KarpenterConfig config) {
    this.config = config;
    this.nodeClass = new NodeClassManifest(config);
  }

  /// Every object of the pool in the order to make them.
  ///
  /// @param room how many nodes each rung may have, by its place on the ladder
  public List<PoolObject> objects(PoolRef ref, GpuPoolSpec spec, List<Integer> room) {
    var all = new ArrayList<PoolObject>();
    if (config.nodeClass().own()) {
      all.add(
          finished(PoolKind.NODE_CLASS, ref, ref.nodeClass(), nodeClass.spec(ref, spec), Map.of()));
    }
    for (int rung = 0; rung < spec.ladder().size(); rung++) {
      var limits = limits(spec.ladder().get(rung), room.get(rung));
      var wanted = nodePool(ref, spec, rung, limits);
      all.add(finished(PoolKind.NODE_POOL, ref, ref.nodePool(rung), wanted, limits));
    }
    return List.copyOf(all);
  }

  /// What Karpenter may start for so many nodes. It counts GPUs and CPUs within one scheduling run
  /// but nodes only between runs, so all three are needed for the limit to hold.
  static Map<String, String> limits(Rung rung, int nodes) {
    var limits = new TreeMap<String, String>();
    GpuInstances.find(rung.instanceType())
        .ifPresent(instance -> {
          limits.put(GPU, Integer.toString(nodes * instance.gpus()));
          limits.put("cpu", Integer.toString(nodes * instance.vcpus()));
        });
    limits.put("nodes", Integer.toString(nodes));
    return limits;
  }

  private NodePoolSpec nodePool(
      PoolRef ref, GpuPoolSpec spec, int rung, Map<String, String> limits) {
    Rung choice = spec.ladder().get(rung);
    var nodes =
        new NodePoolSpec.NodeSpec(
            reference(ref),
            List.of(new NodePoolSpec.Taint(GPU, "true", "NoSchedule")),
            Objects.requireNonNull(spec.maxLifetime()),
            Objects.requireNonNull(spec.terminationGrace()),
            List.of(
                Requirement.in("karpenter.sh/capacity-type", choice.bought().wire()),
                Requirement.in("node.kubernetes.io/instance-type", choice.instanceType()),
                Requirement.in("kubernetes.io/arch", "amd64"),
                Requirement.in("kubernetes.io/os", "linux")));
    return new NodePoolSpec(
        HIGHEST_WEIGHT - rung,
        limits,
        new NodePoolSpec.Disruption(
            "WhenEmpty",
            Objects.requireNonNull(spec.consolidateAfter()),
            DriftBudgets.of(spec.driftWindow())),
        new NodePoolSpec.Template(
            new NodePoolSpec.Metadata(
                Map.of(PoolRef.LABEL, ref.name()), Map.of(PoolRef.UID, ref.uid())),
            nodes));
  }

  private NodePoolSpec.NodeClassRef reference(PoolRef ref) {
    var wanted = config.nodeClass();
    return new NodePoolSpec.NodeClassRef(
        wanted.group(), wanted.kind(), wanted.own() ? ref.nodeClass() : wanted.name());
  }

  private static PoolObject finished(
      PoolKind kind, PoolRef ref, String name, Object spec, Map<String, String> limits) {
    var resource = new GenericKubernetesResource();
    resource.setApiVersion(kind.apiVersion());
    resource.setKind(kind.kind());
    resource.setAdditionalProperty(
        "spec", JSON.convertValue(spec, new TypeReference<Map<String, Object>>() {}));
    String hash = hash(resource);
    resource.setMetadata(
        new ObjectMetaBuilder()
            .withName(name)
            .withLabels(labels(ref))
            .withAnnotations(new TreeMap<>(Map.of(PoolRef.UID, ref.uid(), HASH, hash)))
            .build());
    return new PoolObject(kind, resource, hash, limits);
  }

  private static Map<String, String> labels(PoolRef ref) {
    return new TreeMap<>(
        Map.of(
            "app.kubernetes.io/name",
            "karpenter",
            "app.kubernetes.io/instance",
            ref.name(),
            "app.kubernetes.io/component",
            "gpu-pool",
            "app.kubernetes.io/part-of",
            "corral",
            MANAGED_BY,
            MANAGER,
            PoolRef.LABEL,
            ref.name()));
  }

  private static String hash(GenericKubernetesResource resource) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      byte[] digest = sha.digest(Serialization.asJson(resource).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
