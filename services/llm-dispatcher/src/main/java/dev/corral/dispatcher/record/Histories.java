package dev.corral.dispatcher.record;

import dev.corral.dispatcher.lifecycle.PhaseHistory;
import dev.corral.dispatcher.resource.Engine;

/// What launches of other models teach about an engine.
@FunctionalInterface
public interface Histories {
  /// The phases of recent launches of this engine, of all models.
  PhaseHistory of(Engine engine);
}
