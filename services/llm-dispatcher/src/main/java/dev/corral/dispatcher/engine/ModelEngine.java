package dev.corral.dispatcher.engine;

import dev.corral.dispatcher.resource.Engine;
import dev.corral.dispatcher.resource.ModelSpec;
import java.util.Optional;

/// What serves a model: an engine in pods of ours, or a route to somewhere else.
public sealed interface ModelEngine permits PodEngine, RouteEngine {
  /// Which one.
  Engine kind();

  /// Why this platform cannot serve the model as it is wanted.
  Optional<Refusal> refusal(ModelSpec spec);

  /// What is in the way, for a person.
  ///
  /// @param field the field of the spec that it is about
  record Refusal(String field, String sentence) {}
}
