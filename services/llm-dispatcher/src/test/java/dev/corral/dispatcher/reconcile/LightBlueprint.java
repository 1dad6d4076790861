package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.manifest.Blueprint;
import dev.corral.dispatcher.manifest.Child;
import dev.corral.dispatcher.manifest.ChildKind;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// A Service that tells the state and a Deployment that has replicas, and nothing else.
final class LightBlueprint implements Blueprint {
  @Override
  public List<Child> children(WorkloadState state, int replicas) {
    String told = state instanceof WorkloadState.Draining ? "draining" : state.visible().wire();
    var service =
        new ServiceBuilder()
            .withNewMetadata()
            .addToAnnotations("corral.dev/state", told)
            .endMetadata()
            .build();
    return List.of(
        Child.kept(ChildKind.SERVICE, service, told, 0),
        Child.kept(ChildKind.DEPLOYMENT, new DeploymentBuilder().build(), "same", replicas));
  }

  @Override
  public Set<ChildKind> kinds() {
    return EnumSet.of(ChildKind.SERVICE, ChildKind.DEPLOYMENT);
  }

  @Override
  public boolean hasPods() {
    return true;
  }
}
