package dev.corral.metrics.ledger;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// A time between two full hours, because accounts are kept by the hour.
///
/// @param from the first full hour
/// @param to the full hour after the last one
public record Period(Instant from, Instant to) {

  /// The shortest period of full hours that covers the given time.
  public static Period covering(Instant from, Instant to) {
    var floor = to.truncatedTo(ChronoUnit.HOURS);
    return new Period(
        from.truncatedTo(ChronoUnit.HOURS),
        floor.equals(to) ? to : floor.plus(1, ChronoUnit.HOURS));
  }

  /// How long it is.
  public Duration length() {
    return Duration.between(from, to);
  }

  /// Whether an hour is in it.
  public boolean contains(Instant hour) {
    return !hour.isBefore(from) && hour.isBefore(to);
  }
}
