package dev.corral.dispatcher.engine;

import dev.corral.dispatcher.resource.Engine;
import dev.corral.dispatcher.resource.ModelSpec;
import java.util.Map;
import java.util.Optional;

/// A model that AWS serves. The inference-proxy calls it with the platform's own role.
///
/// @param known which of them are offered
public record BedrockRoute(KnownModels known) implements RouteEngine {
  @Override
  public Engine kind() {
    return Engine.BEDROCK;
  }

  @Override
  public Optional<Refusal> refusal(ModelSpec spec) {
    return Refusals.compute(spec);
  }

  @Override
  public Route route(ServedModel model) {
    if (!(model.source() instanceof Source.Bedrock bedrock)) {
      throw new IllegalArgumentException("not a source of Bedrock");
    }
    return known
        .gone(model.spec().source())
        .<Route>map(Route.Nowhere::new)
        .orElseGet(() ->
            new Route.To(
                bedrock.id(), "bedrock", 443, Map.of("corral.dev/bedrock-id", bedrock.id())));
  }
}
