package dev.corral.dispatcher.idle;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What the inference-proxies say about use, all of them together.
public sealed interface ActivityReport {
  /// Nobody has been asked yet.
  record NotAsked() implements ActivityReport {}

  /// At least one replica could not be asked, so nothing may be concluded.
  record Incomplete(String why) implements ActivityReport {}

  /// Every replica answered.
  ///
  /// @param askedAt before the first replica was asked
  record Complete(Instant askedAt, Map<String, Use> models) implements ActivityReport {
    /// The use of one model; a model that no replica mentions is not used.
    public Use of(String model) {
      return models.getOrDefault(model, new Use(false, Optional.empty()));
    }
  }

  /// Whether a model is in use at this moment, and when it was last.
  record Use(boolean now, Optional<Instant> lastUsed) {
    /// The use as two replicas see it together.
    public Use and(Use other) {
      Optional<Instant> later =
          lastUsed
              .filter(mine -> other.lastUsed.map(mine::isAfter).orElse(true))
              .or(other::lastUsed);
      return new Use(now || other.now, later);
    }
  }
}
