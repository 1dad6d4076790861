package dev.corral.dispatcher.kill;

import java.time.Instant;
import java.util.Optional;

/// The switch. It is raised by anybody who may tighten, and armed again only by a person.
///
/// @param generation how often it was raised
/// @param raised the last time it was raised, kept after it was armed again
public record KillState(
    long generation, boolean killed, Optional<Raised> raised, Optional<Rearmed> rearmed) {

  /// When, by whom and why; and when nothing was left, once that was seen.
  public record Raised(Instant at, String by, String why, Optional<Instant> verifiedAt) {}

  /// When, and by which person.
  public record Rearmed(Instant at, String by) {}

  /// The switch as it is before anybody touched it.
  public static KillState armed() {
    return new KillState(0, false, Optional.empty(), Optional.empty());
  }

  /// Killed: the next generation, or the same if it is killed already.
  public KillState raise(Instant now, String by, String why) {
    return killed
        ? this
        : new KillState(
            generation + 1, true, Optional.of(new Raised(now, by, why, Optional.empty())), rearmed);
  }

  /// Armed again; the same if it is not killed.
  public KillState rearm(Instant now, String by) {
    return killed
        ? new KillState(generation, false, raised, Optional.of(new Rearmed(now, by)))
        : this;
  }

  /// Killed, and nothing was left at this instant; only the first time counts.
  public KillState verified(Instant now) {
    return killed && raised.isPresent() && raised.get().verifiedAt().isEmpty()
        ? new KillState(
            generation,
            true,
            raised.map(r -> new Raised(r.at(), r.by(), r.why(), Optional.of(now))),
            rearmed)
        : this;
  }

  /// What a person reads who wanted to launch something; absent while launches are allowed.
  public Optional<String> refusal() {
    return raised
        .filter(r -> killed)
        .map(r ->
            "Launches are stopped since %s because: %s. An administrator can allow them again (rearm)."
                .formatted(r.at(), r.why()));
  }
}
