package dev.corral.proxy.relay;

import dev.corral.proxy.endpoint.EndpointTable;
import dev.corral.proxy.endpoint.ModelEntry;
import dev.corral.proxy.endpoint.Replica;
import dev.corral.proxy.routing.ReplicaLoads;
import dev.corral.proxy.routing.RoutingPolicy;
import dev.corral.proxy.wake.WakeDesk;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The ways to a model: its ready replicas now, or the desk where one waits for them.
public record Lanes(EndpointTable table, RoutingPolicy policy, ReplicaLoads loads, WakeDesk wakes) {

  Optional<Replica> pick(String model, Set<Replica> tried) {
    List<Replica> ready = table.snapshot().find(model).map(ModelEntry::replicas).orElse(List.of());
    return policy.pick(ready, tried);
  }
}
