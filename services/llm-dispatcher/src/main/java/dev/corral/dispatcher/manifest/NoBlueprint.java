package dev.corral.dispatcher.manifest;

import dev.corral.dispatcher.lifecycle.Failure;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A workload that cannot be made at all, and why.
public record NoBlueprint(Failure why) implements Blueprint {
  @Override
  public List<Child> children(WorkloadState state, int replicas) {
    return List.of();
  }

  @Override
  public Set<ChildKind> kinds() {
    return EnumSet.allOf(ChildKind.class);
  }

  @Override
  public boolean hasPods() {
    return true;
  }

  @Override
  public Optional<Failure> flaw() {
    return Optional.of(why);
  }
}
