package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.adapter.AdapterDesk;
import dev.corral.dispatcher.adapter.AdapterSight;
import dev.corral.dispatcher.adapter.AdapterStep;
import dev.corral.dispatcher.adapter.Replica;
import dev.corral.dispatcher.lead.Leadership;
import dev.corral.dispatcher.resource.WorkloadRef;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/// What the loop asks of engines and has them do.
sealed interface EngineHands {
  /// Which adapters the replicas in these pods have.
  AdapterSight look(WorkloadRef ref, List<Pod> ready);

  /// Loads and unloads.
  void carryOut(WorkloadRef ref, List<AdapterStep> steps);

  /// For workloads that have no adapters.
  record None() implements EngineHands {
    @Override
    public AdapterSight look(WorkloadRef ref, List<Pod> ready) {
      return new AdapterSight.Seen(List.of());
    }

    @Override
    public void carryOut(WorkloadRef ref, List<AdapterStep> steps) {
      throw new IllegalArgumentException("it has no adapters: " + ref);
    }
  }

  /// At the desk; only the leader changes anything.
  record AtDesk(AdapterDesk desk, Leadership leadership) implements EngineHands {
    @Override
    public AdapterSight look(WorkloadRef ref, List<Pod> ready) {
      return desk.look(ref.uid(), ready.stream().map(Replica::of).toList());
    }

    @Override
    public void carryOut(WorkloadRef ref, List<AdapterStep> steps) {
      leadership.require();
      desk.carryOut(ref.uid(), steps);
    }
  }
}
