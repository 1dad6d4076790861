package dev.corral.proxy.problem;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalInt;

/// How far a model's start has come, as callers are told in every dialect.
///
/// @param wake whose wait this is; empty for somebody who does not wait
public record Loading(
    String model,
    String phase,
    OptionalInt etaSeconds,
    Optional<BigDecimal> costPerHourEur,
    Optional<Place> wake) {

  private static final int SHORTEST_RETRY = 1;
  private static final int LONGEST_RETRY = 60;
  private static final int USUAL_RETRY = 5;

  /// A place among those that wait.
  ///
  /// @param wakeId of the one start that all of them wait for
  /// @param position how many go before and this one; 1 goes first
  public record Place(String wakeId, int position) {}

  /// As the dispatcher tells it.
  public Loading(
      String model, String phase, OptionalInt etaSeconds, Optional<BigDecimal> costPerHourEur) {
    this(model, phase, etaSeconds, costPerHourEur, Optional.empty());
  }

  /// A start of which nothing is known yet.
  public static Loading of(String model) {
    return new Loading(model, "waiting_capacity", OptionalInt.empty(), Optional.empty());
  }

  /// The same for one who waits at this place.
  public Loading at(Place place) {
    return new Loading(model, phase, etaSeconds, costPerHourEur, Optional.of(place));
  }

  /// Where a person can follow the start.
  public String statusUrl() {
    return "/api/v1/models/" + model;
  }

  /// Seconds after which asking again makes sense.
  public int retryAfter() {
    return Math.clamp(etaSeconds.orElse(USUAL_RETRY), SHORTEST_RETRY, LONGEST_RETRY);
  }
}
