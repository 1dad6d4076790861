package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.pool.PoolSight;
import dev.corral.dispatcher.pool.PoolStep;
import dev.corral.dispatcher.resource.GpuPool;
import dev.corral.dispatcher.resource.GpuPoolStatus;
import java.util.Optional;

/// What reconciling a pool needs of the cluster. Reads are of the API server, not of a cache.
interface Pools {
  /// The resource as it is now.
  Optional<GpuPool> find(String namespace, String name);

  /// What belongs to the pool in the cluster now.
  PoolSight observe(GpuPool pool);

  /// Takes a step. Taking it again does no harm.
  void take(GpuPool pool, PoolStep step);

  /// Writes the resource's status.
  void report(GpuPool pool, GpuPoolStatus status);
}
