package dev.corral.dispatcher.engine;

import dev.corral.dispatcher.resource.Engine;
import dev.corral.dispatcher.resource.ModelSpec;
import java.util.Map;
import java.util.Optional;

/// A server elsewhere that the platform team has defined: its users name it, and nothing else.
public record ExternalRoute(ExternalEndpoints endpoints) implements RouteEngine {
  @Override
  public Engine kind() {
    return Engine.EXTERNAL;
  }

  @Override
  public Optional<Refusal> refusal(ModelSpec spec) {
    return Refusals.compute(spec);
  }

  @Override
  public Route route(ServedModel model) {
    if (!(model.source() instanceof Source.External external)) {
      throw new IllegalArgumentException("not an external source");
    }
    return switch (endpoints.find(external.endpoint())) {
      case ExternalEndpoints.Unusable unusable -> new Route.Nowhere(unusable.sentence());
      case ExternalEndpoints.Endpoint endpoint ->
          new Route.To(
              endpoint.model().orElse(model.name()),
              endpoint.dialect(),
              endpoint.port(),
              Map.of(
                  "corral.dev/upstream-url",
                  endpoint.url(),
                  "corral.dev/upstream-auth",
                  external.endpoint()));
    };
  }
}
