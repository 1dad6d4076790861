package dev.corral.dispatcher.plan;

import dev.corral.dispatcher.lifecycle.PhaseHistory;
import dev.corral.dispatcher.record.WorkloadRecord;
import dev.corral.dispatcher.resource.AdapterStatus;
import dev.corral.dispatcher.resource.Replicas;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a status is computed from.
///
/// @param hasPods false for a route, which never has replicas
/// @param ready replicas that answer
/// @param detail what a person can know about a launch beyond its phase
/// @param history the phases of earlier launches, its own or its family's
/// @param adapters how each adapter is doing
/// @param delay why the next step cannot be taken now
public record Sight(
    Wanted wanted,
    WorkloadRecord record,
    boolean hasPods,
    int ready,
    Optional<Instant> lastUsed,
    Optional<String> detail,
    PhaseHistory history,
    List<AdapterStatus> adapters,
    Optional<String> delay) {
  /// Of what has no adapters, and nothing delayed.
  public Sight(
      Wanted wanted,
      WorkloadRecord record,
      boolean hasPods,
      int ready,
      Optional<Instant> lastUsed,
      Optional<String> detail,
      PhaseHistory history) {
    this(wanted, record, hasPods, ready, lastUsed, detail, history, List.of(), Optional.empty());
  }

  Replicas replicas() {
    return new Replicas(hasPods ? record.desired() : 0, ready);
  }
}
