package dev.corral.proxy.routing;

import dev.corral.proxy.endpoint.Replica;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/// The replica with the fewest requests; equals take turns.
public final class LeastLoad implements RoutingPolicy {
  private final ReplicaLoads loads;
  private final AtomicInteger turn = new AtomicInteger();

  /// Reads the loads that the relay keeps.
  public LeastLoad(ReplicaLoads loads) {
    this.loads = loads;
  }

  @Override
  public Optional<Replica> pick(List<Replica> ready, Set<Replica> avoided, Affinity affinity) {
    int start = ready.isEmpty() ? 0 : Math.floorMod(turn.getAndIncrement(), ready.size());
    Optional<Replica> best = Optional.empty();
    for (int i = 0; i < ready.size(); i++) {
      Replica candidate = ready.get((start + i) % ready.size());
      if (!avoided.contains(candidate) && best.filter(one -> notBusier(one, candidate)).isEmpty()) {
        best = Optional.of(candidate);
      }
    }
    return best;
  }

  private boolean notBusier(Replica one, Replica other) {
    return loads.of(one) <= loads.of(other);
  }
}
