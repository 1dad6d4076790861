package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.lead.Leadership;
import dev.corral.dispatcher.manifest.Child;
import dev.corral.dispatcher.manifest.ChildKind;
import dev.corral.dispatcher.plan.Clues;
import dev.corral.dispatcher.plan.Observed;
import dev.corral.dispatcher.plan.Wanted;
import dev.corral.dispatcher.resource.WorkloadRef;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Writes to the cluster only while this replica leads. Whoever falls asleep between the question
/// and the write is refused by the version that the write names, or repeats a creation by the same
/// name.
record FencedCluster(Cluster cluster, Leadership leadership) implements Cluster {
  @Override
  public Observed observe(WorkloadRef ref, Set<ChildKind> kinds, Optional<Instant> lastUsed) {
    return cluster.observe(ref, kinds, lastUsed);
  }

  @Override
  public Clues clues(Wanted wanted, Observed observed, Instant since) {
    return cluster.clues(wanted, observed, since);
  }

  @Override
  public void apply(Child child, Optional<String> over) {
    leadership.require();
    cluster.apply(child, over);
  }

  @Override
  public void protect(WorkloadRef ref, String pod, boolean on) {
    leadership.require();
    cluster.protect(ref, pod, on);
  }

  @Override
  public void delete(WorkloadRef ref, ChildKind kind) {
    leadership.require();
    cluster.delete(ref, kind);
  }
}
