package dev.corral.dispatcher.record;

import dev.corral.dispatcher.lifecycle.PhaseHistory;

/// What launches of other workloads teach about those of the same engine or app type.
@FunctionalInterface
public interface Histories {
  /// The phases of recent launches of this family, of all workloads.
  PhaseHistory of(String family);
}
