package dev.corral.dispatcher.plan;

import dev.corral.dispatcher.resource.Commands;
import dev.corral.dispatcher.resource.ModelRef;
import dev.corral.dispatcher.resource.ModelSpec;
import dev.corral.dispatcher.resource.SpecRules;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// What people want of one model: its spec with defaults, their commands, and whether it shall go.
public record Wanted(ModelRef ref, ModelSpec spec, Commands commands, boolean deleting) {
  /// How long the model may stay unused.
  public Duration idleTimeout() {
    return SpecRules.duration(Objects.requireNonNullElse(spec.idleTimeout(), "5m"));
  }

  /// True when the model may hold no compute.
  public boolean suspended() {
    return Boolean.TRUE.equals(spec.suspended());
  }

  /// Why the model must not go idle by itself, and who wants that.
  public Optional<WarmWish> warm(Instant now) {
    if (suspended()) {
      return Optional.empty();
    }
    if (Objects.requireNonNullElse(spec.minReplicas(), 0) > 0) {
      return Optional.of(
          new WarmWish("MinReplicas", Planner.CORRAL, "minReplicas keeps it running."));
    }
    return commands
        .keepWarmAt(now)
        .map(k -> new WarmWish("KeepWarm", k.given().by(), "Kept warm until " + k.until() + "."));
  }

  /// A standing wish for replicas.
  public record WarmWish(String reason, String by, String message) {}
}
