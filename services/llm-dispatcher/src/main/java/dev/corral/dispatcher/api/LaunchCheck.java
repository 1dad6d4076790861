package dev.corral.dispatcher.api;

import dev.corral.dispatcher.adapter.AdapterRules;
import dev.corral.dispatcher.engine.Engines;
import dev.corral.dispatcher.problem.Problem.FieldError;
import dev.corral.dispatcher.resource.Adapter;
import dev.corral.dispatcher.resource.Engine;
import dev.corral.dispatcher.resource.GpuPool;
import dev.corral.dispatcher.resource.GpuPoolSpec;
import dev.corral.dispatcher.resource.ModelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Whether this platform, as it is now, can serve what somebody wants to launch: told at once
/// rather than by a launch that fails.
public final class LaunchCheck {
  private final Engines engines;
  private final Resources<GpuPool> pools;
  private final BedrockCheck bedrock;
  private final AdapterRules adapters;

  public LaunchCheck(
      Engines engines, Resources<GpuPool> pools, BedrockCheck bedrock, AdapterRules adapters) {
    this.engines = engines;
    this.pools = pools;
    this.bedrock = bedrock;
    this.adapters = adapters;
  }

  /// What is in the way.
  Optional<FieldError> problem(String name, ModelSpec spec) {
    return engines
        .refusal(spec)
        .map(refusal -> new FieldError(refusal.field(), refusal.sentence()))
        .or(() -> missingPool(spec.place()))
        .or(() ->
            spec.engine() == Engine.BEDROCK ? bedrock.problem(spec.source()) : Optional.empty())
        .or(() -> adapters(name, spec).stream().findFirst());
  }

  /// The adapters that may not be loaded.
  List<FieldError> adapters(String name, ModelSpec spec) {
    List<Adapter> wanted = Objects.requireNonNullElse(spec.adapters(), List.of());
    if (wanted.isEmpty()) {
      return List.of();
    }
    Optional<GpuPoolSpec> pool = pools.find(spec.place()).map(GpuPool::getSpec);
    var errors = new ArrayList<FieldError>();
    for (int i = 0; i < wanted.size(); i++) {
      String field = "adapters[" + i + "].";
      Adapter adapter = wanted.get(i);
      String at = field + (adapter.name().equals(name) ? "name" : "source");
      adapters.refusal(name, adapter, pool).ifPresent(why -> errors.add(new FieldError(at, why)));
    }
    return errors;
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
