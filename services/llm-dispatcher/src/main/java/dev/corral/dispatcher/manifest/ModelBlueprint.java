package dev.corral.dispatcher.manifest;

import dev.corral.dispatcher.adapter.AdapterWish;
import dev.corral.dispatcher.engine.PodEngine;
import dev.corral.dispatcher.engine.ServedModel;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.resource.WorkloadRef;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// A model that an engine serves from pods.
///
/// @param announced the adapters that every replica has
public record ModelBlueprint(
    ModelManifests manifests,
    WorkloadRef ref,
    ServedModel model,
    PodEngine engine,
    AdapterWish adapters,
    List<String> announced)
    implements Blueprint {
  @Override
  public List<Child> children(WorkloadState state, int replicas) {
    return manifests.pods(ref, model, engine, new ModelManifests.Now(state, replicas, announced));
  }

  @Override
  public Blueprint announcing(List<String> names) {
    return new ModelBlueprint(manifests, ref, model, engine, adapters, names);
  }

  @Override
  public Set<ChildKind> kinds() {
    return EnumSet.of(
        ChildKind.NETWORK_POLICY,
        ChildKind.SECRET,
        ChildKind.CONFIG_MAP,
        ChildKind.SERVICE,
        ChildKind.DEPLOYMENT);
  }

  @Override
  public boolean hasPods() {
    return true;
  }
}
