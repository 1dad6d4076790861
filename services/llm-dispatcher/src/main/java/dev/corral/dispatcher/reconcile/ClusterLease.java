package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.lead.Lease;
import dev.corral.dispatcher.lead.Leases;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The lease in the platform's namespace.
final class ClusterLease implements Leases {
  private static final int CONFLICT = 409;

  private final KubernetesClient client;
  private final String namespace;
  private final String name;

  ClusterLease(KubernetesClient client, String namespace, String name) {
    this.client = client;
    this.namespace = namespace;
    this.name = name;
  }

  @Override
  public Optional<Seen> read() {
    return Optional.ofNullable(resource().get()).map(ClusterLease::seen);
  }

  @Override
  public boolean create(Lease lease) {
    return won(() -> client.resource(object(lease, null)).create());
  }

  @Override
  public boolean replace(Seen seen, Lease lease) {
    return won(() -> client.resource(object(lease, seen.version())).update());
  }

  private static boolean won(Supplier<?> write) {
    try {
      return write.get() != null;
    } catch (KubernetesClientException e) {
      if (e.getCode() == CONFLICT) {
        return false;
      }
      throw e;
    }
  }

  private static Seen seen(io.fabric8.kubernetes.api.model.coordination.v1.Lease found) {
    var spec = found.getSpec();
    var lease =
        new Lease(
            Objects.requireNonNullElse(spec.getHolderIdentity(), ""),
            Objects.requireNonNullElse(spec.getLeaseTransitions(), 0),
            Duration.ofSeconds(Objects.requireNonNullElse(spec.getLeaseDurationSeconds(), 0)),
            instant(spec.getAcquireTime()),
            instant(spec.getRenewTime()));
    return new Seen(found.getMetadata().getResourceVersion(), lease);
  }

  private io.fabric8.kubernetes.api.model.coordination.v1.Lease object(
      Lease lease, @Nullable String version) {
    return new LeaseBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withName(name)
        .withResourceVersion(version)
        .endMetadata()
        .withNewSpec()
        .withHolderIdentity(lease.holder())
        .withLeaseTransitions(Math.toIntExact(lease.generation()))
        .withLeaseDurationSeconds(Math.toIntExact(Math.ceilDiv(lease.duration().toMillis(), 1000)))
        .withAcquireTime(zoned(lease.acquired()))
        .withRenewTime(zoned(lease.renewed()))
        .endSpec()
        .build();
  }

  private static Instant instant(@Nullable ZonedDateTime time) {
    return time == null ? Instant.EPOCH : time.toInstant();
  }

  private static ZonedDateTime zoned(Instant time) {
    return time.atZone(ZoneOffset.UTC);
  }

  private Resource<io.fabric8.kubernetes.api.model.coordination.v1.Lease> resource() {
    return client.leases().inNamespace(namespace).withName(name);
  }
}
