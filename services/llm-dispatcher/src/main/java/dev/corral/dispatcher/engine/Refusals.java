package dev.corral.dispatcher.engine;

import dev.corral.dispatcher.engine.ModelEngine.Refusal;
import dev.corral.dispatcher.resource.ModelSpec;
import java.util.Optional;

/// What several engines refuse.
final class Refusals {
  private Refusals() {}

  /// A route has no use for a GPU.
  static Optional<Refusal> compute(ModelSpec spec) {
    return "cpu".equals(spec.place())
        ? Optional.empty()
        : Optional.of(
            new Refusal("compute", "It runs elsewhere and needs no GPU pool: leave compute out."));
  }
}
