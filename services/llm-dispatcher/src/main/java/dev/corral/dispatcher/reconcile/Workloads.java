package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.manifest.Blueprint;
import dev.corral.dispatcher.plan.Sight;
import dev.corral.dispatcher.plan.Wanted;
import dev.corral.dispatcher.resource.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.Optional;

/// One kind of workload in the cluster: how its resource is read, and how its status is written.
interface Workloads<T extends HasMetadata> {
  /// The resource as it is now.
  Optional<T> find(String namespace, String name);

  /// What people want of it.
  Wanted wanted(T resource);

  /// What it is made of.
  Blueprint blueprint(Wanted wanted);

  /// The last use that its status knows of.
  Optional<Instant> lastUsed(T resource);

  /// Adds the condition to its status until the next report.
  default void failing(T resource, Condition condition) {}

  /// True when the watches show everything that could have to be done.
  default boolean areWatchedWhole() {
    return true;
  }

  /// Writes its status, unless it says so already.
  void report(T resource, Sight sight);
}
