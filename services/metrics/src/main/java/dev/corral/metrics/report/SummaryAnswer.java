package dev.corral.metrics.report;

import dev.corral.metrics.ledger.Subject.State;
import java.time.Instant;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// How many models and apps stand where.
///
/// @param asOf when they were counted
public record SummaryAnswer(
    @Schema(required = true) Counts models,
    @Schema(required = true) Counts apps,
    @Schema(required = true) Instant asOf) {

  /// Subjects by state.
  public record Counts(
      @Schema(required = true) long launching,
      @Schema(required = true) long active,
      @Schema(required = true) long idle,
      @Schema(required = true) long terminating,
      @Schema(required = true) long terminated,
      @Schema(required = true) long failed) {

    static Counts of(Map<State, Long> states) {
      return new Counts(
          states.getOrDefault(State.LAUNCHING, 0L),
          states.getOrDefault(State.ACTIVE, 0L),
          states.getOrDefault(State.IDLE, 0L),
          states.getOrDefault(State.TERMINATING, 0L),
          states.getOrDefault(State.TERMINATED, 0L),
          states.getOrDefault(State.FAILED, 0L));
    }
  }
}
