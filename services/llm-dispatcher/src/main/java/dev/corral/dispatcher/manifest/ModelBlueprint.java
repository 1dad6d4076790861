package dev.corral.dispatcher.manifest;

import dev.corral.dispatcher.engine.ModelEngine;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.resource.ModelSpec;
import dev.corral.dispatcher.resource.WorkloadRef;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// A model that an engine serves from pods.
public record ModelBlueprint(
    ModelManifests manifests, WorkloadRef ref, ModelSpec spec, ModelEngine engine)
    implements Blueprint {
  @Override
  public List<Child> children(WorkloadState state, int replicas) {
    return manifests.children(ref, spec, engine, state, replicas);
  }

  @Override
  public Set<ChildKind> kinds() {
    return EnumSet.of(ChildKind.NETWORK_POLICY, ChildKind.SERVICE, ChildKind.DEPLOYMENT);
  }

  @Override
  public boolean hasPods() {
    return true;
  }
}
