package dev.corral.dispatcher.lifecycle;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// What a termination removed, and how long the model had been running in all.
///
/// @param removed kind and name of every object that was deleted and verified gone
/// @param kept what is still there, like an app's data; absent when nothing is
/// @param runSeconds seconds with the model active, summed over all launches
/// @param launchedAt when the model was created
/// @param terminatedAt when the last object was verified gone
public record Receipt(
    List<String> removed,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> kept,
    long runSeconds,
    Instant launchedAt,
    Instant terminatedAt) {
  /// Receipts of earlier releases do not say what was kept.
  public Receipt {
    kept = Objects.requireNonNullElse(kept, List.of());
  }
}
