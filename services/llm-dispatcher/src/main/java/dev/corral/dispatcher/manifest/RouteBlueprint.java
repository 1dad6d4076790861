package dev.corral.dispatcher.manifest;

import dev.corral.dispatcher.engine.Route;
import dev.corral.dispatcher.engine.RouteEngine;
import dev.corral.dispatcher.engine.ServedModel;
import dev.corral.dispatcher.lifecycle.Failure;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.resource.WorkloadRef;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A model that runs elsewhere, and where that is now.
public record RouteBlueprint(
    ModelManifests manifests, WorkloadRef ref, ServedModel model, RouteEngine engine, Route route)
    implements Blueprint {
  @Override
  public List<Child> children(WorkloadState state, int replicas) {
    return manifests.route(ref, model, engine.kind(), route, state);
  }

  @Override
  public Set<ChildKind> kinds() {
    return EnumSet.of(ChildKind.SERVICE);
  }

  @Override
  public boolean hasPods() {
    return false;
  }

  @Override
  public Optional<Failure> flaw() {
    return switch (route) {
      case Route.To to -> Optional.empty();
      case Route.Nowhere nowhere ->
          Optional.of(new Failure(Failure.Code.ModelNotFound, nowhere.sentence()));
    };
  }
}
