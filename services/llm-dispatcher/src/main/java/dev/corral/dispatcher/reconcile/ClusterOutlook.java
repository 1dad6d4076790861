package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.pool.CapacityOutlook;
import dev.corral.dispatcher.pool.Outlook;
import dev.corral.dispatcher.pool.PoolOutlook;
import dev.corral.dispatcher.resource.GpuPool;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.Optional;

/// The outlook from the pool's status as it is in the cluster now.
record ClusterOutlook(KubernetesClient client, String namespace) implements CapacityOutlook {
  @Override
  public Outlook outlook(String pool, Instant since) {
    GpuPool found = client.resources(GpuPool.class).inNamespace(namespace).withName(pool).get();
    return PoolOutlook.of(pool, Optional.ofNullable(found), since);
  }
}
