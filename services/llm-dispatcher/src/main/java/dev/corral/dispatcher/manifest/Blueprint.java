package dev.corral.dispatcher.manifest;

import dev.corral.dispatcher.adapter.AdapterWish;
import dev.corral.dispatcher.lifecycle.Failure;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What one workload is made of in the cluster.
public interface Blueprint {
  /// Every object of the workload, in the order to make them.
  List<Child> children(WorkloadState state, int replicas);

  /// The kinds of objects that such a workload may have.
  Set<ChildKind> kinds();

  /// False for a route without pods: it is ready at once and never idle by itself.
  boolean hasPods();

  /// The LoRA adapters that every replica shall have.
  default AdapterWish adapters() {
    return AdapterWish.none();
  }

  /// The same, telling that these adapters may be used.
  default Blueprint announcing(List<String> adapters) {
    return this;
  }

  /// What stays when everything else of the workload has been removed, for the receipt.
  default List<String> kept() {
    return List.of();
  }

  /// Why it cannot be made as it is wanted, for a person.
  default Optional<Failure> flaw() {
    return Optional.empty();
  }
}
