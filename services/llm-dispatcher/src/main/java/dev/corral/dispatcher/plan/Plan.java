package dev.corral.dispatcher.plan;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What has to happen to one model, in order, and when to look again if nothing else happens.
///
/// @param lastUsed the last use known now, never earlier than what was known before
/// @param over true when the model is terminated and its resource may go
public record Plan(
    List<Action> actions, Optional<Instant> nextLook, Optional<Instant> lastUsed, boolean over) {
  public Plan {
    actions = List.copyOf(actions);
  }

  static Plan of(Action only) {
    return new Plan(List.of(only), Optional.empty(), Optional.empty(), false);
  }

  static Plan finished() {
    return new Plan(List.of(), Optional.empty(), Optional.empty(), true);
  }
}
