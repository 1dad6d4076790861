package dev.corral.proxy.routing;

import dev.corral.proxy.endpoint.Replica;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Chooses one of the ready replicas.
public interface RoutingPolicy {
  /// A replica that is not among `avoided`; empty when there is none.
  ///
  /// @param affinity with which requests this one belongs together
  Optional<Replica> pick(List<Replica> ready, Set<Replica> avoided, Affinity affinity);
}
