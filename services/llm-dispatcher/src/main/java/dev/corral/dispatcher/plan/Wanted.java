package dev.corral.dispatcher.plan;

import dev.corral.dispatcher.resource.AppSpec;
import dev.corral.dispatcher.resource.Commands;
import dev.corral.dispatcher.resource.ModelSpec;
import dev.corral.dispatcher.resource.SpecRules;
import dev.corral.dispatcher.resource.WorkloadRef;
import dev.corral.dispatcher.resource.WorkloadSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// What people want of one workload: its spec with defaults, their commands, and whether it shall
/// go.
///
/// @param frozen why nothing may be launched now, for a person; empty while launches are allowed
public record Wanted(
    WorkloadRef ref,
    WorkloadSpec spec,
    Commands commands,
    boolean deleting,
    Optional<String> frozen) {
  /// While launches are allowed.
  public Wanted(WorkloadRef ref, WorkloadSpec spec, Commands commands, boolean deleting) {
    this(ref, spec, commands, deleting, Optional.empty());
  }

  /// The same wish, with what the kill switch says.
  public Wanted frozen(Optional<String> why) {
    return new Wanted(ref, spec, commands, deleting, why);
  }

  /// How long it may stay unused; absent for what does not go idle by itself.
  public Optional<Duration> idleTimeout() {
    return switch (spec) {
      case ModelSpec model ->
          Optional.of(SpecRules.duration(Objects.requireNonNullElse(model.idleTimeout(), "5m")));
      case AppSpec app -> Optional.empty();
    };
  }

  /// True when it may hold no compute.
  public boolean suspended() {
    return spec.onHold();
  }

  /// Why it must not go idle by itself, and who wants that.
  public Optional<WarmWish> warm(Instant now) {
    if (suspended()) {
      return Optional.empty();
    }
    if (spec.least() > 0) {
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
