package dev.corral.dispatcher.pool;

import dev.corral.dispatcher.resource.GpuPool;
import dev.corral.dispatcher.resource.GpuPoolStatus;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Pools and what a cluster shows of them, for tests.
public final class PoolSights {
  static final String UID = "0d7c9f1e-0000-4000-8000-000000000009";
  static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private PoolSights() {}

  /// A pool `gpu` with a ladder of three, for two nodes.
  public static GpuPool pool() {
    return Serialization.unmarshal(
        """
        apiVersion: corral.dev/v1alpha1
        kind: GpuPool
        metadata:
          name: gpu
          namespace: corral
          uid: 0d7c9f1e-0000-4000-8000-000000000009
          creationTimestamp: "2026-11-20T11:00:00Z"
          generation: 1
        spec:
          ladder:
          - {instanceType: g6.xlarge, capacityType: spot}
          - {instanceType: g6.xlarge}
          - {instanceType: g5.xlarge}
          maxNodes: 2
        """,
        GpuPool.class);
  }

  static PoolWanted wanted(GpuPoolStatus before) {
    GpuPool pool = pool();
    pool.setStatus(before);
    return PoolWanted.of(pool, GpuBan.Ban.NONE);
  }

  static PoolSight sight(List<ClaimSeen> claims, List<ClaimEvent> events) {
    return new PoolSight(
        true, claims, Map.of(), Optional.empty(), events, PoolSight.Users.NOBODY, Optional.empty());
  }

  static ClaimEvent noCapacity(String claim, Instant at, String said) {
    return new ClaimEvent(
        claim,
        "InsufficientCapacityError",
        "NodeClaim " + claim + " event: creating instance, insufficient capacity, " + said,
        at);
  }

  /// A claim of a rung, with these conditions, as `Type=True` or `Type=Unknown:Reason`.
  public static ClaimSeen claim(int rung, String suffix, Instant createdAt, String... conditions) {
    return ClaimSeen.of(object(rung, suffix, createdAt, conditions));
  }

  static GenericKubernetesResource object(
      int rung, String suffix, Instant createdAt, String... conditions) {
    String marks =
        List.of(conditions).stream()
            .map(text -> {
              String[] parts = text.split("[=:]", -1);
              return "  - {type: %s, status: \"%s\", reason: %s, message: said, lastTransitionTime: \"%s\"}"
                  .formatted(parts[0], parts[1], parts.length > 2 ? parts[2] : parts[0], createdAt);
            })
            .collect(Collectors.joining("\n"));
    return Serialization.unmarshal(
        """
        apiVersion: karpenter.sh/v1
        kind: NodeClaim
        metadata:
          name: corral-gpu-%d-%s
          creationTimestamp: "%s"
          annotations: {corral.dev/pool-uid: %s}
          labels:
            corral.dev/pool: gpu
            karpenter.sh/nodepool: corral-gpu-%d
            node.kubernetes.io/instance-type: g6.xlarge
            karpenter.sh/capacity-type: on-demand
            topology.kubernetes.io/zone: eu-central-1a
        spec: {}
        status:
          nodeName: node-%s
          providerID: aws:///eu-central-1a/i-0%s
          conditions:
        %s
        """
            .formatted(
                rung,
                suffix,
                createdAt,
                UID,
                rung,
                suffix,
                suffix,
                marks.isEmpty() ? "  []" : marks),
        GenericKubernetesResource.class);
  }
}
