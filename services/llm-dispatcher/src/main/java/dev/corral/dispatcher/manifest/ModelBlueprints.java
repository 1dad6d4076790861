package dev.corral.dispatcher.manifest;

import dev.corral.dispatcher.adapter.AdapterRules;
import dev.corral.dispatcher.engine.Engines;
import dev.corral.dispatcher.engine.PodEngine;
import dev.corral.dispatcher.engine.RouteEngine;
import dev.corral.dispatcher.engine.ServedModel;
import dev.corral.dispatcher.lifecycle.Failure;
import dev.corral.dispatcher.resource.GpuPoolSpec;
import dev.corral.dispatcher.resource.ModelSpec;
import dev.corral.dispatcher.resource.WorkloadRef;
import java.util.List;
import java.util.Optional;

/// Says what a model is made of: pods with an engine, a route, or nothing because this platform
/// cannot serve it.
public record ModelBlueprints(Engines engines, ModelManifests manifests, AdapterRules adapters) {
  /// The model's blueprint.
  ///
  /// @param pool the GPU pool it names, as far as there is one
  public Blueprint of(WorkloadRef ref, ModelSpec spec, Optional<GpuPoolSpec> pool) {
    var refusal = engines.refusal(spec);
    if (refusal.isPresent()) {
      return new NoBlueprint(new Failure(Failure.Code.Bootstrap, refusal.get().sentence()));
    }
    // What may not be loaded is not fetched either.
    ModelSpec served = adapters.served(ref.name(), spec, pool);
    var model = new ServedModel(ref.name(), served, pool);
    return switch (engines.of(spec)) {
      case PodEngine engine ->
          new ModelBlueprint(
              manifests, ref, model, engine, adapters.wish(ref.name(), spec, pool), List.of());
      case RouteEngine engine ->
          new RouteBlueprint(manifests, ref, model, engine, engine.route(model));
    };
  }
}
