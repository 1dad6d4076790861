package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.kill.KillSwitch;
import dev.corral.dispatcher.lead.Leadership;
import dev.corral.dispatcher.pool.CapacityOutlook;
import dev.corral.dispatcher.pool.GpuBan;
import dev.corral.dispatcher.pool.GpuQuota;
import dev.corral.dispatcher.pool.KarpenterConfig;
import dev.corral.dispatcher.pool.PoolManifests;
import dev.corral.dispatcher.pool.PoolPlanner;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.jboss.logging.Logger;

/// Wires GPU pools.
@ApplicationScoped
public class PoolBeans {
  private static final Logger LOG = Logger.getLogger(PoolBeans.class);

  /// What pools need beside the cluster.
  record PoolWorld(GpuQuota quota, Clock clock, Leadership leadership, ReconcileMeter meter) {}

  @Produces
  @Singleton
  PoolWorld world(GpuQuota quota, Clock clock, Leadership leadership, ReconcileMeter meter) {
    return new PoolWorld(quota, clock, leadership, meter);
  }

  @Produces
  @Singleton
  GpuPoolReconciler poolReconciler(
      KubernetesClient client,
      KarpenterConfig config,
      KillSwitch kill,
      PoolWorld world,
      WorkloadNamespace workloads,
      WatchBoard board) {
    var planner = new PoolPlanner(new PoolManifests(config), config);
    var pools = new FabricPools(client, config, world.quota(), world.clock());
    var fenced = new FencedPools(pools, world.leadership());
    var loop = new PoolLoop(fenced, planner, () -> ban(kill), world.clock());
    return new GpuPoolReconciler(
        loop, new KarpenterApi(client), workloads.name(), world.meter(), board);
  }

  @Produces
  @Singleton
  CapacityOutlook outlook(KubernetesClient client, WorkloadNamespace workloads) {
    return new ClusterOutlook(client, workloads.name());
  }

  private static GpuBan.Ban ban(KillSwitch kill) {
    try {
      return kill.refusal().isPresent() ? GpuBan.Ban.KILLED : GpuBan.Ban.NONE;
    } catch (RuntimeException e) {
      LOG.warnf("the kill switch cannot be read now: %s", e.getMessage());
      return GpuBan.Ban.UNKNOWN;
    }
  }
}
