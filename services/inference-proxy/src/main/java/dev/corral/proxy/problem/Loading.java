package dev.corral.proxy.problem;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalInt;

/// How far a model's start has come, as callers are told in every dialect.
public record Loading(
    String model, String phase, OptionalInt etaSeconds, Optional<BigDecimal> costPerHourEur) {

  private static final int SHORTEST_RETRY = 1;
  private static final int LONGEST_RETRY = 60;
  private static final int USUAL_RETRY = 5;

  /// A start of which nothing is known yet.
  public static Loading of(String model) {
    return new Loading(model, "waiting_capacity", OptionalInt.empty(), Optional.empty());
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
