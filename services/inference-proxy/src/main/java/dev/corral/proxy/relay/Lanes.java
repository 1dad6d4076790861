package dev.corral.proxy.relay;

import dev.corral.proxy.endpoint.EndpointTable;
import dev.corral.proxy.endpoint.ModelEntry;
import dev.corral.proxy.endpoint.Replica;
import dev.corral.proxy.endpoint.Snapshot;
import dev.corral.proxy.endpoint.Upstream;
import dev.corral.proxy.routing.Affinity;
import dev.corral.proxy.routing.ReplicaHealth;
import dev.corral.proxy.routing.ReplicaLoads;
import dev.corral.proxy.routing.RoutingPolicy;
import dev.corral.proxy.wake.IdleOrders;
import dev.corral.proxy.wake.WakeDesk;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// The ways to a model: its ready replicas now, or the desk where one waits for them.
public record Lanes(
    EndpointTable table,
    RoutingPolicy policy,
    ReplicaLoads loads,
    ReplicaHealth health,
    Prefixes prefixes,
    WakeDesk wakes,
    IdleOrders idle) {

  /// Whether a request for this model would be answered without waking anything.
  boolean isReady(ModelEntry model) {
    return !(model.upstream() instanceof Upstream.Pods pods) || !pods.replicas().isEmpty();
  }

  /// Whether a replica of the model is ready that is not among `tried`. Nobody's turn is taken.
  boolean open(String model, Set<Replica> tried) {
    return !tried.containsAll(ready(model));
  }

  /// A ready replica for the request that is not among `tried`; rather one that was failing than
  /// none.
  Optional<Replica> pick(Ticket ticket, Set<Replica> tried) {
    List<Replica> ready = ready(ticket.model().name());
    return pick(ready, tried, prefixes.affinity(ticket, ready.size()));
  }

  /// The same for a request that belongs to no others.
  Optional<Replica> pick(ModelEntry model, Set<Replica> tried) {
    return pick(ready(model.name()), tried, Affinity.NONE);
  }

  private Optional<Replica> pick(List<Replica> ready, Set<Replica> tried, Affinity affinity) {
    Set<Replica> avoided = new HashSet<>(health.avoided(ready));
    avoided.addAll(tried);
    return policy.pick(ready, avoided, affinity).or(() -> policy.pick(ready, tried, Affinity.NONE));
  }

  private List<Replica> ready(String model) {
    return table.snapshot().find(model).map(ModelEntry::replicas).orElse(List.of());
  }

  /// A request for the model goes to the replica.
  Lane take(String model, Replica replica) {
    return new Lane(this, model, replica);
  }

  /// The replica failed before its first byte.
  void failed(String model, Replica replica) {
    health.failed(replica, ready(model));
  }

  /// Nothing is remembered of replicas that are gone.
  void onChange(Snapshot snapshot) {
    health.keep(
        snapshot.all().stream()
            .flatMap(model -> model.replicas().stream())
            .collect(Collectors.toSet()));
  }
}
