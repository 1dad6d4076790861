package dev.corral.dispatcher.record;

import dev.corral.dispatcher.lifecycle.Phase;
import dev.corral.dispatcher.lifecycle.PhaseHistory;
import dev.corral.dispatcher.lifecycle.Scale;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.resource.WorkloadSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/// The durable truth about one workload, by the uid of its resource.
///
/// @param version grows with each write; a write is conditional on the version it read
/// @param sequence grows with each event; the number of the last one
/// @param commandsUntil commands given up to this instant have been carried out
/// @param activeMillis time spent active in earlier launches
/// @param scale how many replicas it has while it is warm
public record WorkloadRecord(
    String uid,
    String name,
    WorkloadSpec spec,
    Instant createdAt,
    long version,
    long sequence,
    WorkloadState state,
    Instant commandsUntil,
    PhaseHistory history,
    long activeMillis,
    Scale scale) {
  /// Records written before replicas were counted have one.
  public WorkloadRecord {
    scale = Objects.requireNonNullElse(scale, Scale.one());
  }

  /// The first record of a workload.
  public static WorkloadRecord first(
      String uid, String name, WorkloadSpec spec, WorkloadState state) {
    return new WorkloadRecord(
        uid,
        name,
        spec,
        state.since(),
        1,
        1,
        state,
        Instant.EPOCH,
        PhaseHistory.empty(),
        0,
        Scale.one());
  }

  /// What it is known by in events and tables: kind and name.
  public String subject() {
    return spec.kind().wire() + "/" + name;
  }

  /// How many replicas the cluster should have, if the workload has pods at all.
  public int desired() {
    int wanted = Math.max(scale.replicas(), Math.max(1, spec.least()));
    return state instanceof WorkloadState.Warm ? Math.min(wanted, Math.max(1, spec.most())) : 0;
  }

  /// The record after a transition that everybody hears of.
  public WorkloadRecord moved(WorkloadState to, Instant now) {
    PhaseHistory learned =
        switch (state) {
          case WorkloadState.Launching from when to instanceof WorkloadState.Launching next ->
              history.left(from, next.phase(), now);
          case WorkloadState.Launching from when to instanceof WorkloadState.Active ->
              history.left(from, Phase.READY, now);
          default -> history;
        };
    boolean stays = to instanceof WorkloadState.Warm && state instanceof WorkloadState.Warm;
    return new WorkloadRecord(
        uid,
        name,
        spec,
        createdAt,
        version + 1,
        sequence + 1,
        to,
        commandsUntil,
        learned,
        activeMillis + servedUntil(to, now),
        stays ? scale : Scale.one());
  }

  /// The record after a change that only the dispatcher needs to know.
  public WorkloadRecord noted(WorkloadState to) {
    return new WorkloadRecord(
        uid,
        name,
        spec,
        createdAt,
        version + 1,
        sequence,
        to,
        commandsUntil,
        history,
        activeMillis,
        scale);
  }

  /// The same record with another scale.
  public WorkloadRecord scaled(Scale to) {
    return new WorkloadRecord(
        uid,
        name,
        spec,
        createdAt,
        version,
        sequence,
        state,
        commandsUntil,
        history,
        activeMillis,
        to);
  }

  /// The same record with the commands up to `until` carried out.
  public WorkloadRecord obeyed(Instant until) {
    Instant later = until.isAfter(commandsUntil) ? until : commandsUntil;
    return new WorkloadRecord(
        uid, name, spec, createdAt, version, sequence, state, later, history, activeMillis, scale);
  }

  /// The same record with what is wanted now.
  public WorkloadRecord wanting(WorkloadSpec wanted) {
    return new WorkloadRecord(
        uid,
        name,
        wanted,
        createdAt,
        version,
        sequence,
        state,
        commandsUntil,
        history,
        activeMillis,
        scale);
  }

  private long servedUntil(WorkloadState to, Instant now) {
    boolean stops =
        state instanceof WorkloadState.Serving && !(to instanceof WorkloadState.Serving);
    return stops ? Math.max(0, Duration.between(state.since(), now).toMillis()) : 0;
  }
}
