package dev.corral.dispatcher.engine;

import dev.corral.dispatcher.engine.ModelEngine.Refusal;
import dev.corral.dispatcher.resource.Engine;
import dev.corral.dispatcher.resource.ModelSpec;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The engines of this platform, and whether they have what they need here.
public final class Engines {
  private final Map<Engine, ModelEngine> byKind = new EnumMap<>(Engine.class);
  private final Optional<EngineKeys> keys;

  public Engines(List<ModelEngine> engines, Optional<EngineKeys> keys) {
    engines.forEach(engine -> byKind.put(engine.kind(), engine));
    for (Engine kind : Engine.values()) {
      if (!byKind.containsKey(kind)) {
        throw new IllegalArgumentException("no class for the engine " + kind);
      }
    }
    this.keys = keys;
  }

  /// The engine of the model.
  public ModelEngine of(ModelSpec spec) {
    return java.util.Objects.requireNonNull(byKind.get(spec.engine()));
  }

  /// Why this platform cannot serve the model as it is wanted.
  public Optional<Refusal> refusal(ModelSpec spec) {
    ModelEngine engine = of(spec);
    if (engine instanceof PodEngine pod && pod.keyed() && keys.isEmpty()) {
      return Optional.of(
          new Refusal(
              "engine",
              "The platform has no secret to derive the keys of `"
                  + spec.engine().wire()
                  + "` from. Its team sets corral.engine-key-file."));
    }
    return engine.refusal(spec);
  }
}
