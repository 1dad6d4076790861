package dev.corral.dispatcher.pool;

import dev.corral.dispatcher.resource.GpuPoolStatus.NodeState;
import dev.corral.dispatcher.resource.GpuPoolStatus.PoolNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A NodeClaim as it is: Karpenter's promise of one node.
///
/// @param owner the uid of the pool that it says it belongs to, empty when it says nothing
public record ClaimSeen(
    String name,
    String owner,
    Map<String, String> labels,
    KarpenterStatus status,
    boolean leaving,
    Instant createdAt) {
  private static final String NODE_POOL = "karpenter.sh/nodepool";

  /// Karpenter has not looked yet, or tries the same claim again by itself.
  private static final Set<String> PASSING =
      Set.of("", "AwaitingReconciliation", "RequestLimitExceeded", "InternalError");

  /// Reads the object.
  public static ClaimSeen of(GenericKubernetesResource claim) {
    var meta = claim.getMetadata();
    return new ClaimSeen(
        meta.getName(),
        Objects.requireNonNullElse(meta.getAnnotations(), Map.<String, String>of())
            .getOrDefault(PoolRef.UID, ""),
        Objects.requireNonNullElse(meta.getLabels(), Map.of()),
        KarpenterStatus.of(claim),
        meta.getDeletionTimestamp() != null,
        KarpenterStatus.instant(meta.getCreationTimestamp()).orElse(Instant.EPOCH));
  }

  /// The node pool that it came from.
  String nodePool() {
    return labels.getOrDefault(NODE_POOL, "");
  }

  /// The node, once there is one.
  Optional<String> node() {
    return Optional.ofNullable(status.nodeName());
  }

  boolean launched() {
    return status.holds("Launched");
  }

  boolean registered() {
    return status.holds("Registered");
  }

  /// Why it cannot be launched, if Karpenter said so already.
  Optional<KarpenterStatus.Mark> launchTrouble() {
    return status
        .mark("Launched")
        .filter(mark -> !mark.holds())
        .filter(mark -> !PASSING.contains(mark.because()));
  }

  /// When the last pod came or went, if Karpenter said.
  Optional<Instant> lastPodEvent() {
    return KarpenterStatus.instant(status.lastPodEventTime());
  }

  /// As the pool's status shows it.
  public PoolNode shown() {
    return new PoolNode(
        name,
        status.nodeName(),
        labels.get("node.kubernetes.io/instance-type"),
        labels.get("karpenter.sh/capacity-type"),
        labels.get("topology.kubernetes.io/zone"),
        instanceId(),
        state(),
        since().toString());
  }

  private NodeState state() {
    if (leaving) {
      return NodeState.leaving;
    }
    if (!launched()) {
      return NodeState.requested;
    }
    return status.holds("Initialized") ? NodeState.ready : NodeState.launching;
  }

  private Instant since() {
    String type =
        switch (state()) {
          case requested, leaving -> "";
          case launching -> "Launched";
          case ready -> "Initialized";
        };
    return status.mark(type).flatMap(KarpenterStatus.Mark::since).orElse(createdAt);
  }

  private @Nullable String instanceId() {
    String provider = status.providerID();
    return provider == null ? null : provider.substring(provider.lastIndexOf('/') + 1);
  }
}
