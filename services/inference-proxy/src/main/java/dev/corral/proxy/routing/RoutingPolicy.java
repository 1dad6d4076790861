package dev.corral.proxy.routing;

import dev.corral.proxy.endpoint.Replica;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Chooses one of the ready replicas.
public interface RoutingPolicy {
  /// A replica that is not among `tried`; empty when there is none.
  Optional<Replica> pick(List<Replica> ready, Set<Replica> tried);
}
