package dev.corral.dispatcher.lead;

import java.time.Duration;
import java.time.Instant;

/// What the lease says. Its times are for people who read it; nothing is decided from them, because
/// they come from somebody else's clock.
///
/// @param holder who holds it; empty when it was given back
/// @param generation how often the leader changed (`leaseTransitions`)
/// @param duration for how long the holder may be silent
public record Lease(
    String holder, long generation, Duration duration, Instant acquired, Instant renewed) {

  Lease renewed(Instant now) {
    return new Lease(holder, generation, duration, acquired, now);
  }

  Lease givenBack(Instant now) {
    return new Lease("", generation, duration, acquired, now);
  }
}
