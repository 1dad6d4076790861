package dev.corral.dispatcher.manifest;

import dev.corral.dispatcher.adapter.AdapterWish;
import dev.corral.dispatcher.lifecycle.Failure;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A blueprint as far as some kinds of objects go.
public record PartialBlueprint(Blueprint whole, Set<ChildKind> kinds) implements Blueprint {
  @Override
  public List<Child> children(WorkloadState state, int replicas) {
    return whole.children(state, replicas).stream()
        .filter(child -> kinds.contains(child.kind()))
        .toList();
  }

  @Override
  public boolean hasPods() {
    return whole.hasPods();
  }

  @Override
  public AdapterWish adapters() {
    return whole.adapters();
  }

  @Override
  public Blueprint announcing(List<String> adapters) {
    return new PartialBlueprint(whole.announcing(adapters), kinds);
  }

  @Override
  public Optional<Failure> flaw() {
    return whole.flaw();
  }
}
