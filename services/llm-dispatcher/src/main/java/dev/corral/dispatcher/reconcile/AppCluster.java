package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.manifest.Child;
import dev.corral.dispatcher.manifest.ChildKind;
import dev.corral.dispatcher.plan.Clues;
import dev.corral.dispatcher.plan.Observed;
import dev.corral.dispatcher.plan.Wanted;
import dev.corral.dispatcher.resource.WorkloadRef;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Optional;
import java.util.Set;

/// The cluster as apps need it: with a key that the gateway knows, and access points outside.
final class AppCluster implements Cluster {
  private final Cluster cluster;
  private final AppKeys keys;
  private final AppVolumes volumes;

  AppCluster(Cluster cluster, AppKeys keys, AppVolumes volumes) {
    this.cluster = cluster;
    this.keys = keys;
    this.volumes = volumes;
  }

  /// While the wall stands, which is made first and goes last, the gateway may know a key.
  @Override
  public Observed observe(WorkloadRef ref, Set<ChildKind> kinds, Optional<Instant> lastUsed) {
    Observed seen = cluster.observe(ref, kinds, lastUsed);
    if (!seen.children().containsKey(ChildKind.NETWORK_POLICY)) {
      return seen;
    }
    var children = new EnumMap<>(seen.children());
    children.put(ChildKind.APP_KEY, keys.seen(ref));
    return new Observed(
        children, seen.pods(), seen.readyNodes(), seen.activity(), seen.lastUsed(), seen.clues());
  }

  @Override
  public Clues clues(Wanted wanted, Observed observed, Instant since) {
    return cluster.clues(wanted, observed, since);
  }

  @Override
  public void apply(Child child, Optional<String> over) {
    switch (child.kind()) {
      case APP_KEY -> keys.register(child);
      case VOLUME -> cluster.apply(volumes.withPoint(child), over);
      default -> cluster.apply(child, over);
    }
  }

  @Override
  public void protect(WorkloadRef ref, String pod, boolean busy) {
    cluster.protect(ref, pod, busy);
  }

  @Override
  public void delete(WorkloadRef ref, ChildKind kind) {
    if (kind == ChildKind.APP_KEY) {
      keys.revoke(ref);
    } else if (kind != ChildKind.VOLUME || volumes.release(ref)) {
      cluster.delete(ref, kind);
    }
  }
}
