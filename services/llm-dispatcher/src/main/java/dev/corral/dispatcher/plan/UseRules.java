package dev.corral.dispatcher.plan;

import dev.corral.dispatcher.idle.ActivityReport;
import dev.corral.dispatcher.idle.IdleTimes;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// Decides whether a serving model is certainly unused. Two halves: mark it, so that no proxy sends
/// it anything new, and only when all proxies, asked again a while later, say that they have seen
/// the mark and that nobody uses it, release it. An answer that is missing keeps the model.
public final class UseRules {
  private final IdleTimes times;

  public UseRules(IdleTimes times) {
    this.times = times;
  }

  /// What becomes of a serving model.
  sealed interface Decision {}

  record Ask(String why) implements Decision {}

  record Keep(Instant lastUsed, Instant lookAgain) implements Decision {}

  record Mark(WorkloadState.Draining draining) implements Decision {}

  record Unmark(WorkloadState.Active active, String why) implements Decision {}

  record Release(Instant lastUsed) implements Decision {}

  Decision decide(Situation at, WorkloadState.Serving serving, Duration idleTimeout) {
    return switch (at.observed().activity()) {
      case ActivityReport.NotAsked nobody -> new Ask("whether it is in use");
      case ActivityReport.Incomplete answer -> unknown(at, serving, answer);
      case ActivityReport.Complete answer -> known(at, serving, answer, idleTimeout);
    };
  }

  private Decision unknown(
      Situation at, WorkloadState.Serving serving, ActivityReport.Incomplete answer) {
    return switch (serving) {
      case WorkloadState.Draining draining -> new Unmark(draining.keep(), answer.why());
      case WorkloadState.Active active ->
          new Keep(lastUsed(at, active, Optional.empty()), at.now().plus(times.retry()));
    };
  }

  private Decision known(
      Situation at,
      WorkloadState.Serving serving,
      ActivityReport.Complete answer,
      Duration idleTimeout) {
    ActivityReport.Use use = answer.of(at.wanted().ref().name());
    Optional<Instant> said = use.now() ? Optional.of(answer.askedAt()) : use.lastUsed();
    Instant lastUsed = lastUsed(at, serving, said);
    Instant due = later(lastUsed.plus(idleTimeout), serving.since().plus(times.minUp()));
    boolean unused = !use.now() && !at.now().isBefore(due) && at.wanted().warm(at.now()).isEmpty();
    return switch (serving) {
      case WorkloadState.Active active when unused -> new Mark(active.drain(at.now(), lastUsed));
      case WorkloadState.Active active -> new Keep(lastUsed, sooner(at, due));
      case WorkloadState.Draining draining when !unused || lastUsed.isAfter(draining.lastUsed()) ->
          new Unmark(draining.keep(), "it is in use after all");
      case WorkloadState.Draining draining -> confirm(at, draining, answer, lastUsed);
    };
  }

  private Decision confirm(
      Situation at,
      WorkloadState.Draining draining,
      ActivityReport.Complete answer,
      Instant lastUsed) {
    Instant settled = draining.markedAt().plus(times.settle());
    boolean routable = answer.routable().contains(at.wanted().ref().name());
    if (!answer.askedAt().isBefore(settled) && !routable) {
      return new Release(lastUsed);
    }
    if (!at.now().isBefore(draining.markedAt().plus(times.giveUp()))) {
      return new Unmark(draining.keep(), "a proxy does not see that it is marked");
    }
    return new Keep(lastUsed, later(settled, at.now()).plus(times.remember()));
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  private Instant sooner(Situation at, Instant due) {
    Instant look = at.now().plus(times.look());
    return due.isAfter(at.now()) && due.isBefore(look) ? due : look;
  }

  private static Instant lastUsed(
      Situation at, WorkloadState.Serving serving, Optional<Instant> said) {
    return Stream.of(
            Optional.of(serving.since()),
            at.observed().lastUsed(),
            said,
            Optional.of(at.record().commandsUntil()))
        .flatMap(Optional::stream)
        .max(Instant::compareTo)
        .orElse(serving.since());
  }
}
