package dev.corral.dispatcher.pool;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Which nodes of a pool are given back now instead of when Karpenter finds them idle.
final class Freeing {
  private final PoolWanted wanted;
  private final PoolSight sight;

  Freeing(PoolWanted wanted, PoolSight sight) {
    this.wanted = wanted;
    this.sight = sight;
  }

  /// The claims that are this pool's by its uid: a label alone can be set by anybody.
  List<ClaimSeen> ours() {
    String uid = wanted.ref().uid();
    return sight.claims().stream()
        .filter(claim -> {
          ObjectSeen pool = sight.nodePools().get(claim.nodePool());
          return uid.equals(claim.owner()) || (pool != null && uid.equals(pool.owner()));
        })
        .toList();
  }

  List<PoolStep> steps(List<String> lost) {
    var steps = new ArrayList<PoolStep>();
    for (ClaimSeen claim : ours()) {
      reason(claim, lost).ifPresent(why -> steps.add(new PoolStep.Free(claim, why)));
    }
    return steps;
  }

  /// The command to stop that is carried out: no node is left from before it.
  Optional<Instant> stopDone() {
    return wanted
        .pendingStop()
        .filter(stop -> ours().stream().noneMatch(claim -> !claim.createdAt().isAfter(stop)));
  }

  private Optional<String> reason(ClaimSeen claim, List<String> lost) {
    if (claim.leaving()) {
      return Optional.empty();
    }
    if (wanted.killed()) {
      return Optional.of("the budget forbids every GPU");
    }
    if (wanted.pendingStop().filter(stop -> !claim.createdAt().isAfter(stop)).isPresent()) {
      return Optional.of("the pool was stopped");
    }
    if (lost.contains(claim.name())) {
      return Optional.of("its node did not join the cluster");
    }
    return idleByStop(claim) ? Optional.of("its last model was stopped") : Optional.empty();
  }

  /// A person stopped the model that was on it, nothing else is, and nothing waits for a node.
  private boolean idleByStop(ClaimSeen claim) {
    var users = sight.users();
    Optional<Instant> stop = users.lastStop();
    return stop.filter(at -> at.isAfter(claim.createdAt())).isPresent()
        && claim.status().holds("Initialized")
        && !users.waiting()
        && claim.node().filter(node -> !users.busyNodes().contains(node)).isPresent()
        && claim.lastPodEvent().filter(event -> event.isBefore(stop.orElseThrow())).isEmpty();
  }
}
