package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.manifest.Child;
import dev.corral.dispatcher.manifest.ChildKind;
import dev.corral.dispatcher.plan.Clues;
import dev.corral.dispatcher.plan.Observed;
import dev.corral.dispatcher.plan.Wanted;
import dev.corral.dispatcher.resource.WorkloadRef;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// What belongs to workloads in the cluster. Reads are of the API server, not of a cache, so that a
/// watch that fell silent can delay a decision but never falsify it.
interface Cluster {
  /// What belongs to the workload now; the proxies have not been asked.
  ///
  /// @param kinds the kinds of objects to look for
  /// @param lastUsed the last use that its resource knows of
  Observed observe(WorkloadRef ref, Set<ChildKind> kinds, Optional<Instant> lastUsed);

  /// What helps to say why a launch, on its way since then, is where it is.
  Clues clues(Wanted wanted, Observed observed, Instant since);

  /// Makes the object what it should be, by server-side apply.
  ///
  /// @param over the version to write on top of; empty when the object was missing
  /// @throws OutrunException when somebody else wrote in between
  void apply(Child child, Optional<String> over);

  /// Writes or takes away the pod's word against disrupting its node.
  void protect(WorkloadRef ref, String pod, boolean on);

  /// Deletes the object if it still belongs to this workload.
  void delete(WorkloadRef ref, ChildKind kind);
}
