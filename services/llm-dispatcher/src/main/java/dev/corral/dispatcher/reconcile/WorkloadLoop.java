package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.adapter.AdapterPlan;
import dev.corral.dispatcher.adapter.AdapterSight;
import dev.corral.dispatcher.idle.ActivityReport;
import dev.corral.dispatcher.kill.KilledException;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.manifest.Blueprint;
import dev.corral.dispatcher.manifest.PartialBlueprint;
import dev.corral.dispatcher.plan.Action;
import dev.corral.dispatcher.plan.LaunchReading;
import dev.corral.dispatcher.plan.Observed;
import dev.corral.dispatcher.plan.Plan;
import dev.corral.dispatcher.plan.Planner;
import dev.corral.dispatcher.plan.Sight;
import dev.corral.dispatcher.plan.StatusProjection;
import dev.corral.dispatcher.plan.Wanted;
import dev.corral.dispatcher.record.Histories;
import dev.corral.dispatcher.record.RecentRecords;
import dev.corral.dispatcher.record.StaleRecordException;
import dev.corral.dispatcher.record.WorkloadRecord;
import dev.corral.dispatcher.resource.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// One reconcile of one workload: observe, plan, apply, report. Nothing is kept between two runs.
final class WorkloadLoop<T extends HasMetadata> {
  private static final int MOST_ROUNDS = 16;
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final Duration TRY_AGAIN = Duration.ofSeconds(2);

  private final Workloads<T> workloads;
  private final Cluster cluster;
  private final RecentRecords records;
  private final Deciding deciding;
  private final Clock clock;
  private final ReconcileMeter meter;

  /// Everything that decides, and what it asks while deciding.
  record Deciding(
      Planner planner,
      Supplier<ActivityReport> activity,
      Histories histories,
      Supplier<Optional<String>> frozen,
      EngineHands engines) {
    /// Of workloads without adapters.
    Deciding(
        Planner planner,
        Supplier<ActivityReport> activity,
        Histories histories,
        Supplier<Optional<String>> frozen) {
      this(planner, activity, histories, frozen, new EngineHands.None());
    }
  }

  /// How a run ended.
  sealed interface Outcome {
    /// The resource may go: it is terminated, or gone already.
    record Over() implements Outcome {}

    /// Everything is as it should be; look again after a while, or when something changes.
    record Settled(Optional<Duration> again) implements Outcome {}
  }

  WorkloadLoop(
      Workloads<T> workloads,
      Cluster cluster,
      RecentRecords records,
      Deciding deciding,
      Clock clock,
      ReconcileMeter meter) {
    this.workloads = workloads;
    this.cluster = cluster;
    this.records = records;
    this.deciding = deciding;
    this.clock = clock;
    this.meter = meter;
  }

  /// Tells from what the watches know that nothing is to be done, which costs no call. Whatever is
  /// to be done is decided on the cluster and the record themselves, by [#run].
  Optional<Outcome> glimpse(T resource, Glimpse seen) {
    Wanted wanted = workloads.wanted(resource).frozen(deciding.frozen().get());
    Optional<WorkloadRecord> record =
        records.recent(wanted.ref().uid()).filter(known -> isSteady(known.state()));
    if (record.isEmpty() || wanted.deleting() || !workloads.areWatchedWhole()) {
      return Optional.empty();
    }
    var blueprint = new PartialBlueprint(workloads.blueprint(wanted), Glimpse.WATCHED.keySet());
    Function<Asked, Glance<T>> look =
        asked -> glimpsed(resource, wanted, blueprint, record, seen, asked);
    Glance<T> glance = look.apply(Asked.nobody());
    if (glance.plan().actions().stream().anyMatch(Action.AskProxies.class::isInstance)) {
      glance = look.apply(new Asked(deciding.activity().get(), new AdapterSight.NotAsked()));
    }
    if (glance.plan().actions().stream().anyMatch(Action.AskEngines.class::isInstance)) {
      glance = look.apply(askEngines(glance));
    }
    return glance.plan().actions().isEmpty() && !glance.plan().over()
        ? Optional.of(new Outcome.Settled(report(glance, Optional.empty())))
        : Optional.empty();
  }

  private static boolean isSteady(WorkloadState state) {
    return state instanceof WorkloadState.Active
        || state instanceof WorkloadState.Idle
        || state instanceof WorkloadState.Failed;
  }

  private Glance<T> glimpsed(
      T resource,
      Wanted wanted,
      Blueprint blueprint,
      Optional<WorkloadRecord> record,
      Glimpse seen,
      Asked asked) {
    Observed observed =
        seen.observed(asked.activity(), workloads.lastUsed(resource)).with(asked.adapters());
    Instant now = clock.instant();
    Plan plan = deciding.planner().plan(wanted, blueprint, observed, record, now);
    return new Glance<>(resource, wanted, blueprint, record, observed, plan, now);
  }

  /// Brings one workload as far as it can go now.
  Outcome run(String namespace, String name) {
    Asked asked = Asked.nobody();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Optional<T> resource = workloads.find(namespace, name);
      if (resource.isEmpty()) {
        return new Outcome.Over();
      }
      var glance = look(resource.get(), asked);
      if (glance.plan().over()) {
        return new Outcome.Over();
      }
      switch (apply(glance)) {
        case Next.Settle settle -> {
          return new Outcome.Settled(report(glance, Optional.empty()));
        }
        case Next.Delayed delayed -> {
          report(glance, Optional.of(delayed.why()));
          return new Outcome.Settled(Optional.of(TRY_AGAIN));
        }
        case Next.Pause pause -> {
          return new Outcome.Settled(Optional.of(PAUSE));
        }
        case Next.LookAgain again -> asked = again.asked();
      }
    }
    return new Outcome.Settled(Optional.of(Duration.ofMillis(100)));
  }

  /// Says on the resource that reconciling keeps failing, and with which class of problem.
  void failing(T resource, String problem) {
    String message =
        "Reconciling keeps failing (%s) and is tried again; the log has more.".formatted(problem);
    workloads.failing(
        resource,
        new Condition(
            "ReconcileFailing", "True", problem, message, clock.instant().toString(), null));
  }

  private Glance<T> look(T resource, Asked asked) {
    Wanted wanted = workloads.wanted(resource).frozen(deciding.frozen().get());
    Blueprint blueprint = workloads.blueprint(wanted);
    Optional<WorkloadRecord> record = records.find(wanted.ref().uid());
    Observed observed =
        cluster
            .observe(wanted.ref(), blueprint.kinds(), workloads.lastUsed(resource))
            .with(asked.activity())
            .with(asked.adapters());
    if (record.map(WorkloadRecord::state).orElse(null) instanceof WorkloadState.Launching launch) {
      observed = observed.with(cluster.clues(wanted, observed, launch.since()));
    }
    Instant now = clock.instant();
    Plan plan = deciding.planner().plan(wanted, blueprint, observed, record, now);
    return new Glance<>(resource, wanted, blueprint, record, observed, plan, now);
  }

  private Next apply(Glance<T> glance) {
    try {
      return act(glance);
    } catch (DelayedException e) {
      return new Next.Delayed(e.why());
    }
  }

  private Next act(Glance<T> glance) {
    for (Action action : glance.plan().actions()) {
      switch (action) {
        case Action.Write write -> {
          return commit(write);
        }
        case Action.AskProxies ask -> {
          return new Next.LookAgain(
              new Asked(deciding.activity().get(), glance.observed().adapters()));
        }
        case Action.AskEngines ask -> {
          return new Next.LookAgain(askEngines(glance));
        }
        case Action.ChangeAdapters change -> {
          deciding.engines().carryOut(glance.wanted().ref(), change.steps());
          meter.acted(action);
          return new Next.LookAgain(
              new Asked(glance.observed().activity(), new AdapterSight.NotAsked()));
        }
        case Action.Apply apply -> {
          if (!applied(apply)) {
            return new Next.LookAgain(Asked.nobody());
          }
        }
        case Action.Protect protect ->
            cluster.protect(glance.wanted().ref(), protect.pod(), protect.on());
        case Action.Delete delete -> cluster.delete(glance.wanted().ref(), delete.kind());
      }
      meter.acted(action);
    }
    return new Next.Settle();
  }

  private Asked askEngines(Glance<T> glance) {
    var seen = deciding.engines().look(glance.wanted().ref(), glance.observed().readyPods());
    return new Asked(glance.observed().activity(), seen);
  }

  private boolean applied(Action.Apply apply) {
    try {
      cluster.apply(apply.child(), apply.over());
      return true;
    } catch (OutrunException e) {
      meter.outdated();
      return false;
    }
  }

  private Next commit(Action.Write write) {
    try {
      records.commit(write.change());
      meter.wrote(write.change());
    } catch (StaleRecordException e) {
      meter.outdated();
    } catch (KilledException e) {
      return new Next.Pause();
    }
    return new Next.LookAgain(Asked.nobody());
  }

  private Optional<Duration> report(Glance<T> glance, Optional<String> delay) {
    WorkloadRecord record = glance.record().orElseThrow();
    var history =
        record.history().complete()
            ? record.history()
            : record.history().filledBy(deciding.histories().of(record.spec().family()));
    Optional<Instant> lastUsed =
        StatusProjection.later(glance.observed().lastUsed(), glance.plan().lastUsed());
    workloads.report(
        glance.resource(),
        new Sight(
            glance.wanted(),
            record,
            glance.blueprint().hasPods(),
            glance.observed().ready(),
            lastUsed,
            detail(glance.observed()),
            history,
            AdapterPlan.of(
                    glance.blueprint().adapters(), glance.observed().adapters(), glance.now())
                .statuses(),
            delay));
    return glance.plan().nextLook().map(at -> positive(Duration.between(glance.now(), at)));
  }

  private static Optional<String> detail(Observed observed) {
    return observed.launch() instanceof LaunchReading.At at ? at.detail() : Optional.empty();
  }

  private static Duration positive(Duration duration) {
    return duration.toMillis() < 1 ? Duration.ofMillis(1) : duration;
  }

  /// One round's view of the workload, and what was decided on it.
  private record Glance<T>(
      T resource,
      Wanted wanted,
      Blueprint blueprint,
      Optional<WorkloadRecord> record,
      Observed observed,
      Plan plan,
      Instant now) {}

  private sealed interface Next {
    /// A step must wait for something outside the cluster.
    record Delayed(String why) implements Next {}

    record Settle() implements Next {}

    /// Killed a moment ago: what was read before does not know it yet.
    record Pause() implements Next {}

    record LookAgain(Asked asked) implements Next {}
  }

  /// What others said while this run was deciding.
  private record Asked(ActivityReport activity, AdapterSight adapters) {
    static Asked nobody() {
      return new Asked(new ActivityReport.NotAsked(), new AdapterSight.NotAsked());
    }
  }
}
