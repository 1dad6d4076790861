package dev.corral.dispatcher.pool;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the cluster shows of one pool at one moment.
///
/// @param present false when the cluster does not know Karpenter's kinds
/// @param claims those that carry the pool's label
/// @param nodePools by name: those that carry the pool's label or the name of one of its rungs
/// @param quota the vCPUs that the account may run, if that is known
public record PoolSight(
    boolean present,
    List<ClaimSeen> claims,
    Map<String, ObjectSeen> nodePools,
    Optional<ObjectSeen> nodeClass,
    List<ClaimEvent> events,
    Users users,
    Optional<Integer> quota) {

  /// Who uses the pool.
  ///
  /// @param models the names of the models that may want its nodes
  /// @param busyNodes nodes that carry a pod of a workload
  /// @param waiting true when a pod waits for a node
  /// @param lastStop when a person last stopped one of its models that is not wanted since
  public record Users(
      List<String> models, Set<String> busyNodes, boolean waiting, Optional<Instant> lastStop) {
    public static final Users NOBODY = new Users(List.of(), Set.of(), false, Optional.empty());
  }

  /// A cluster without Karpenter.
  public static PoolSight withoutKarpenter(Users users) {
    return new PoolSight(
        false, List.of(), Map.of(), Optional.empty(), List.of(), users, Optional.empty());
  }
}
