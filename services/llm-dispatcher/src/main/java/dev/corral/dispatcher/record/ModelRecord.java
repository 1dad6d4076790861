package dev.corral.dispatcher.record;

import dev.corral.dispatcher.lifecycle.ModelState;
import dev.corral.dispatcher.lifecycle.Phase;
import dev.corral.dispatcher.lifecycle.PhaseHistory;
import dev.corral.dispatcher.resource.ModelSpec;
import java.time.Duration;
import java.time.Instant;

/// The durable truth about one model, by the uid of its resource.
///
/// @param version grows with each write; a write is conditional on the version it read
/// @param sequence grows with each event; the number of the last one
/// @param commandsUntil commands given up to this instant have been carried out
/// @param activeMillis time spent active in earlier launches
public record ModelRecord(
    String uid,
    String name,
    ModelSpec spec,
    Instant createdAt,
    long version,
    long sequence,
    ModelState state,
    Instant commandsUntil,
    PhaseHistory history,
    long activeMillis) {

  /// The first record of a model.
  public static ModelRecord first(String uid, String name, ModelSpec spec, ModelState state) {
    return new ModelRecord(
        uid, name, spec, state.since(), 1, 1, state, Instant.EPOCH, PhaseHistory.empty(), 0);
  }

  /// The record after a transition that everybody hears of.
  public ModelRecord moved(ModelState to, Instant now) {
    PhaseHistory learned =
        switch (state) {
          case ModelState.Launching from when to instanceof ModelState.Launching next ->
              history.left(from, next.phase(), now);
          case ModelState.Launching from when to instanceof ModelState.Active ->
              history.left(from, Phase.READY, now);
          default -> history;
        };
    return new ModelRecord(
        uid,
        name,
        spec,
        createdAt,
        version + 1,
        sequence + 1,
        to,
        commandsUntil,
        learned,
        activeMillis + servedUntil(to, now));
  }

  /// The record after a change that only the dispatcher needs to know.
  public ModelRecord noted(ModelState to) {
    return new ModelRecord(
        uid,
        name,
        spec,
        createdAt,
        version + 1,
        sequence,
        to,
        commandsUntil,
        history,
        activeMillis);
  }

  /// The same record with the commands up to `until` carried out.
  public ModelRecord obeyed(Instant until) {
    Instant later = until.isAfter(commandsUntil) ? until : commandsUntil;
    return new ModelRecord(
        uid, name, spec, createdAt, version, sequence, state, later, history, activeMillis);
  }

  /// The same record with what is wanted now.
  public ModelRecord wanting(ModelSpec wanted) {
    return new ModelRecord(
        uid,
        name,
        wanted,
        createdAt,
        version,
        sequence,
        state,
        commandsUntil,
        history,
        activeMillis);
  }

  private long servedUntil(ModelState to, Instant now) {
    boolean stops = state instanceof ModelState.Serving && !(to instanceof ModelState.Serving);
    return stops ? Math.max(0, Duration.between(state.since(), now).toMillis()) : 0;
  }
}
