package dev.corral.dispatcher.plan;

import dev.corral.dispatcher.resource.AppSpec;
import dev.corral.dispatcher.resource.Commands;
import dev.corral.dispatcher.resource.ModelSpec;
import dev.corral.dispatcher.resource.SpecRules;
import dev.corral.dispatcher.resource.WarmWindow;
import dev.corral.dispatcher.resource.WorkloadRef;
import dev.corral.dispatcher.resource.WorkloadSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
        .map(k -> new WarmWish("KeepWarm", k.given().by(), "Kept warm until " + k.until() + "."))
        .or(() -> byCalendar(now));
  }

  /// When the calendar next wants it warm.
  public Optional<Instant> nextWarm(Instant now) {
    return suspended() ? Optional.empty() : WarmCalendar.next(windows(), now);
  }

  /// A stop ends the window it falls into; the next one holds again.
  private Optional<WarmWish> byCalendar(Instant now) {
    return WarmCalendar.at(windows(), now)
        .filter(
            window -> commands.stop().map(stop -> stop.at().isBefore(window.from())).orElse(true))
        .map(window ->
            new WarmWish(
                "KeepWarm",
                Planner.CORRAL,
                "Kept warm by its calendar until " + window.to() + "."));
  }

  private List<WarmWindow> windows() {
    return spec instanceof ModelSpec model && model.keepWarm() != null
        ? model.keepWarm()
        : List.of();
  }

  /// A standing wish for replicas.
  public record WarmWish(String reason, String by, String message) {}
}
