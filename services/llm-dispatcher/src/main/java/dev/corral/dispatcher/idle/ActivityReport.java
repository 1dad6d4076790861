package dev.corral.dispatcher.idle;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the inference-proxies say about use, all of them together.
public sealed interface ActivityReport {
  /// Nobody has been asked yet.
  record NotAsked() implements ActivityReport {}

  /// At least one replica could not be asked, so nothing may be concluded.
  record Incomplete(String why) implements ActivityReport {}

  /// Every replica answered.
  ///
  /// @param askedAt before the first replica was asked
  /// @param routable models to which some replica would send a new request at once
  record Complete(Instant askedAt, Map<String, Use> models, Set<String> routable)
      implements ActivityReport {
    /// The use of one model; a model that no replica mentions is not used.
    public Use of(String model) {
      return models.getOrDefault(model, new Use(0, Optional.empty()));
    }
  }

  /// What one replica answered.
  record Answer(Map<String, Use> models, Set<String> routable) {}

  /// How many requests a model has at this moment, waiting ones too, and when it was last used.
  record Use(long requests, Optional<Instant> lastUsed) {
    /// True when it is in use at this moment.
    public boolean now() {
      return requests > 0;
    }

    /// The use as two replicas see it together.
    public Use and(Use other) {
      Optional<Instant> later =
          lastUsed
              .filter(mine -> other.lastUsed.map(mine::isAfter).orElse(true))
              .or(other::lastUsed);
      return new Use(requests + other.requests, later);
    }
  }
}
