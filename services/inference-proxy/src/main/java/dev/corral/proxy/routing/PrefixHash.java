package dev.corral.proxy.routing;

import dev.corral.proxy.endpoint.Replica;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Consistent hashing with bounded loads: requests that begin alike go to one replica, whose cache
/// has their beginning, as long as it is not much busier than the others; then to the next on the
/// ring. Requests without affinity go where there is least to do.
public final class PrefixHash implements RoutingPolicy {
  private static final int MOST_RINGS = 1024;

  private final ReplicaLoads loads;
  private final RoutingPolicy otherwise;
  private final double meanLoadFactor;
  private final int replication;
  private final ConcurrentHashMap<List<Replica>, Ring> rings = new ConcurrentHashMap<>();

  /// @param otherwise chooses for requests without affinity
  /// @param meanLoadFactor how many times the mean load one replica may have, above 1
  /// @param replication points of one replica on the ring
  public PrefixHash(
      ReplicaLoads loads, RoutingPolicy otherwise, double meanLoadFactor, int replication) {
    this.loads = loads;
    this.otherwise = otherwise;
    this.meanLoadFactor = Math.max(1, meanLoadFactor);
    this.replication = Math.max(1, replication);
  }

  @Override
  public Optional<Replica> pick(List<Replica> ready, Set<Replica> avoided, Affinity affinity) {
    if (affinity.hash().isEmpty()) {
      return otherwise.pick(ready, avoided, affinity);
    }
    List<Replica> order =
        ring(ready).from(affinity.hash().getAsLong()).stream()
            .filter(replica -> !avoided.contains(replica))
            .toList();
    int most = most(order);
    return order.stream().filter(replica -> loads.of(replica) < most).findFirst();
  }

  /// What one of these may have with the request that is to come: there is always one with less.
  private int most(List<Replica> candidates) {
    long together = candidates.stream().mapToLong(loads::of).sum() + 1;
    return (int) Math.ceil(meanLoadFactor * together / Math.max(1, candidates.size()));
  }

  /// Rings of replicas that are gone are forgotten all at once, now and then.
  private Ring ring(List<Replica> ready) {
    if (rings.size() > MOST_RINGS) {
      rings.clear();
    }
    return rings.computeIfAbsent(ready, now -> new Ring(now, replication));
  }
}
