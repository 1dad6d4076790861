package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.pool.ClaimEvent;
import dev.corral.dispatcher.pool.ClaimSeen;
import dev.corral.dispatcher.pool.GpuQuota;
import dev.corral.dispatcher.pool.KarpenterConfig;
import dev.corral.dispatcher.pool.ObjectSeen;
import dev.corral.dispatcher.pool.PoolKind;
import dev.corral.dispatcher.pool.PoolRef;
import dev.corral.dispatcher.pool.PoolSight;
import dev.corral.dispatcher.pool.PoolStep;
import dev.corral.dispatcher.resource.GpuPool;
import dev.corral.dispatcher.resource.GpuPoolStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Pools and what belongs to them, through the Fabric8 client.
final class FabricPools implements Pools {
  private static final int NOT_FOUND = 404;
  private static final Map<String, String> NOTHING =
      Map.of("nvidia.com/gpu", "0", "cpu", "0", "nodes", "0");

  private final KubernetesClient client;
  private final KarpenterApi karpenter;
  private final KarpenterConfig config;
  private final GpuQuota quota;
  private final Clock clock;

  FabricPools(KubernetesClient client, KarpenterConfig config, GpuQuota quota, Clock clock) {
    this.client = client;
    this.karpenter = new KarpenterApi(client);
    this.config = config;
    this.quota = quota;
    this.clock = clock;
  }

  @Override
  public Optional<GpuPool> find(String namespace, String name) {
    return Optional.ofNullable(
        client.resources(GpuPool.class).inNamespace(namespace).withName(name).get());
  }

  @Override
  public PoolSight observe(GpuPool pool) {
    PoolRef ref = PoolRef.of(pool);
    Optional<List<ClaimSeen>> claims = claims(ref);
    boolean matters =
        pool.getMetadata().getDeletionTimestamp() != null
            || claims.filter(c -> !c.isEmpty()).isPresent();
    var users = matters ? new PoolUsers(client).of(ref) : PoolSight.Users.NOBODY;
    if (claims.isEmpty()) {
      return PoolSight.withoutKarpenter(users);
    }
    Optional<ObjectSeen> nodeClass =
        config.nodeClass().own()
            ? karpenter.find(PoolKind.NODE_CLASS, ref.nodeClass()).map(ObjectSeen::of)
            : Optional.empty();
    return new PoolSight(
        true,
        claims.get(),
        nodePools(ref, pool.getSpec().ladder().size()),
        nodeClass,
        events(),
        users,
        quota.vcpus());
  }

  @Override
  public void take(GpuPool pool, PoolStep step) {
    switch (step) {
      case PoolStep.Apply apply -> karpenter.apply(apply.object(), apply.over());
      case PoolStep.Close close ->
          karpenter.merge(
              PoolKind.NODE_POOL, close.nodePool(), Map.of("spec", Map.of("limits", NOTHING)));
      case PoolStep.Delete delete -> karpenter.delete(delete.kind(), delete.name());
      case PoolStep.Free free -> free(free.claim());
      case PoolStep.Tell tell -> new PoolEvents(client).tell(pool, tell, clock.instant());
    }
  }

  @Override
  public void report(GpuPool pool, GpuPoolStatus status) {
    var patch = new GpuPool();
    patch.setMetadata(StatusPatch.named(pool));
    patch.setStatus(status);
    StatusPatch.send(client, patch);
  }

  private void free(ClaimSeen claim) {
    if (config.skipGrace()) {
      var now = Map.of("karpenter.sh/nodeclaim-termination-timestamp", second());
      karpenter.merge(
          PoolKind.NODE_CLAIM, claim.name(), Map.of("metadata", Map.of("annotations", now)));
    }
    karpenter.delete(PoolKind.NODE_CLAIM, claim.name());
  }

  private String second() {
    return Instant.ofEpochSecond(clock.instant().getEpochSecond()).toString();
  }

  /// Nothing when the cluster does not know the kind.
  private Optional<List<ClaimSeen>> claims(PoolRef ref) {
    try {
      return Optional.of(
          karpenter.list(PoolKind.NODE_CLAIM, ref.name()).stream().map(ClaimSeen::of).toList());
    } catch (KubernetesClientException e) {
      if (e.getCode() == NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private Map<String, ObjectSeen> nodePools(PoolRef ref, int rungs) {
    var found = new HashMap<String, ObjectSeen>();
    karpenter
        .list(PoolKind.NODE_POOL, ref.name())
        .forEach(object -> found.put(object.getMetadata().getName(), ObjectSeen.of(object)));
    for (int rung = 0; rung < rungs; rung++) {
      String name = ref.nodePool(rung);
      if (!found.containsKey(name)) {
        karpenter
            .find(PoolKind.NODE_POOL, name)
            .ifPresent(object -> found.put(name, ObjectSeen.of(object)));
      }
    }
    return found;
  }

  private List<ClaimEvent> events() {
    return karpenter.claimEvents().list().getItems().stream()
        .flatMap(event -> read(event).stream())
        .toList();
  }

  private static Optional<ClaimEvent> read(Event event) {
    String at =
        Stream.of(
                Optional.ofNullable(event.getLastTimestamp()),
                Optional.ofNullable(event.getEventTime()).map(time -> time.getTime()),
                Optional.ofNullable(event.getFirstTimestamp()),
                Optional.ofNullable(event.getMetadata().getCreationTimestamp()))
            .flatMap(Optional::stream)
            .findFirst()
            .orElse(null);
    return at == null || event.getInvolvedObject() == null
        ? Optional.empty()
        : Optional.of(
            new ClaimEvent(
                Objects.requireNonNullElse(event.getInvolvedObject().getName(), ""),
                Objects.requireNonNullElse(event.getReason(), ""),
                Objects.requireNonNullElse(event.getMessage(), ""),
                OffsetDateTime.parse(at).toInstant()));
  }
}
