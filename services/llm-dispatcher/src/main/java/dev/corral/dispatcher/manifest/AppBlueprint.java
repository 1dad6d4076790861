package dev.corral.dispatcher.manifest;

import dev.corral.dispatcher.appkind.AppKind;
import dev.corral.dispatcher.lifecycle.Failure;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.resource.AppSpec;
import dev.corral.dispatcher.resource.WorkloadRef;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// An app: one pod, its secrets, its data and its wall.
///
/// @param offered the models that it can list, for types that must be told
public record AppBlueprint(
    AppManifests manifests, WorkloadRef ref, AppSpec spec, AppKind kind, List<String> offered)
    implements Blueprint {
  @Override
  public List<Child> children(WorkloadState state, int replicas) {
    return manifests.children(ref, kind, manifests.order(ref, spec, offered), state, replicas);
  }

  /// All kinds: an app that was made under another configuration may have others than a new one.
  @Override
  public Set<ChildKind> kinds() {
    return EnumSet.allOf(ChildKind.class);
  }

  @Override
  public boolean hasPods() {
    return true;
  }

  @Override
  public List<String> kept() {
    return manifests.kept(ref, spec, kind);
  }

  @Override
  public Optional<Failure> flaw() {
    return manifests.flaw(spec, kind);
  }
}
