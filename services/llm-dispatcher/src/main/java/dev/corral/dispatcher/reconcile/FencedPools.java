package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.lead.Leadership;
import dev.corral.dispatcher.pool.PoolSight;
import dev.corral.dispatcher.pool.PoolStep;
import dev.corral.dispatcher.resource.GpuPool;
import dev.corral.dispatcher.resource.GpuPoolStatus;
import java.util.Optional;

/// Writes to the cluster only while this replica leads.
record FencedPools(Pools pools, Leadership leadership) implements Pools {
  @Override
  public Optional<GpuPool> find(String namespace, String name) {
    return pools.find(namespace, name);
  }

  @Override
  public PoolSight observe(GpuPool pool) {
    return pools.observe(pool);
  }

  @Override
  public void take(GpuPool pool, PoolStep step) {
    leadership.require();
    pools.take(pool, step);
  }

  @Override
  public void report(GpuPool pool, GpuPoolStatus status) {
    leadership.require();
    pools.report(pool, status);
  }
}
