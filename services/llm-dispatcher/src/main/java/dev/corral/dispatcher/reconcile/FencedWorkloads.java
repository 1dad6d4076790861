package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.lead.Leadership;
import dev.corral.dispatcher.manifest.Blueprint;
import dev.corral.dispatcher.plan.Sight;
import dev.corral.dispatcher.plan.Wanted;
import dev.corral.dispatcher.resource.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Instant;
import java.util.Optional;

/// Writes statuses only while this replica leads: one that slept would tell an old story.
record FencedWorkloads<T extends HasMetadata>(Workloads<T> workloads, Leadership leadership)
    implements Workloads<T> {
  @Override
  public Optional<T> find(String namespace, String name) {
    return workloads.find(namespace, name);
  }

  @Override
  public Wanted wanted(T resource) {
    return workloads.wanted(resource);
  }

  @Override
  public Blueprint blueprint(Wanted wanted) {
    return workloads.blueprint(wanted);
  }

  @Override
  public Optional<Instant> lastUsed(T resource) {
    return workloads.lastUsed(resource);
  }

  @Override
  public void failing(T resource, Condition condition) {
    leadership.require();
    workloads.failing(resource, condition);
  }

  @Override
  public boolean areWatchedWhole() {
    return workloads.areWatchedWhole();
  }

  @Override
  public void report(T resource, Sight sight) {
    leadership.require();
    workloads.report(resource, sight);
  }
}
