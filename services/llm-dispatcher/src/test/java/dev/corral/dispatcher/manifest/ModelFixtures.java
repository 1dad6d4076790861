package dev.corral.dispatcher.manifest;

import dev.corral.dispatcher.adapter.AdapterRules;
import dev.corral.dispatcher.engine.EngineFixtures;
import dev.corral.dispatcher.engine.Engines;
import dev.corral.dispatcher.manifest.ModelManifests.Surroundings;
import java.util.List;
import java.util.Optional;

/// What models are made of on the platform of [EngineFixtures].
public final class ModelFixtures {
  private ModelFixtures() {}

  public static ModelBlueprints blueprints() {
    return blueprints(EngineFixtures.engines());
  }

  public static ModelBlueprints blueprints(Engines engines) {
    var around = new Surroundings("corral-system", Optional.of("corral-weights"), List.of());
    return new ModelBlueprints(
        engines, new ModelManifests(around, EngineFixtures.secret()), new AdapterRules(true));
  }
}
