package dev.corral.dispatcher.api;

import dev.corral.dispatcher.engine.Engines;
import dev.corral.dispatcher.problem.Problem.FieldError;
import dev.corral.dispatcher.resource.Engine;
import dev.corral.dispatcher.resource.GpuPool;
import dev.corral.dispatcher.resource.ModelSpec;
import java.util.List;
import java.util.Optional;

/// Whether this platform, as it is now, can serve what somebody wants to launch: told at once
/// rather than by a launch that fails.
public final class LaunchCheck {
  private final Engines engines;
  private final Resources<GpuPool> pools;
  private final BedrockCheck bedrock;

  public LaunchCheck(Engines engines, Resources<GpuPool> pools, BedrockCheck bedrock) {
    this.engines = engines;
    this.pools = pools;
    this.bedrock = bedrock;
  }

  /// What is in the way.
  Optional<FieldError> problem(ModelSpec spec) {
    return engines
        .refusal(spec)
        .map(refusal -> new FieldError(refusal.field(), refusal.sentence()))
        .or(() -> missingPool(spec.place()))
        .or(() ->
            spec.engine() == Engine.BEDROCK ? bedrock.problem(spec.source()) : Optional.empty());
  }

  private Optional<FieldError> missingPool(String place) {
    if ("cpu".equals(place) || pools.find(place).isPresent()) {
      return Optional.empty();
    }
    List<String> names =
        pools.list().stream().map(p -> p.getMetadata().getName()).sorted().toList();
    String have = names.isEmpty() ? "there are none yet" : "there are: " + String.join(", ", names);
    return Optional.of(new FieldError("compute", "there is no GPU pool `" + place + "`; " + have));
  }
}
