package dev.corral.dispatcher.pool;

import dev.corral.dispatcher.resource.GpuPool;

/// Which pool is meant, and what its objects are called.
public record PoolRef(String namespace, String name, String uid) {
  public static final String LABEL = "corral.dev/pool";
  public static final String UID = "corral.dev/pool-uid";

  /// The reference to a pool of the cluster.
  public static PoolRef of(GpuPool pool) {
    var meta = pool.getMetadata();
    return new PoolRef(meta.getNamespace(), meta.getName(), meta.getUid());
  }

  /// The name of its node class.
  public String nodeClass() {
    return "corral-" + name;
  }

  /// The name of the node pool of one rung.
  public String nodePool(int rung) {
    return "corral-" + name + "-" + rung;
  }
}
