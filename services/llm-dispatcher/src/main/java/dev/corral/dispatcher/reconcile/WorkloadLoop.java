package dev.corral.dispatcher.reconcile;

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
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// One reconcile of one workload: observe, plan, apply, report. Nothing is kept between two runs.
final class WorkloadLoop<T extends HasMetadata> {
  private static final int MOST_ROUNDS = 16;
  private static final Duration PAUSE = Duration.ofSeconds(1);

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
      Supplier<Optional<String>> frozen) {}

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
    if (record.isEmpty() || wanted.deleting()) {
      return Optional.empty();
    }
    Glance<T> glance = glimpsed(resource, wanted, record, seen, new ActivityReport.NotAsked());
    if (glance.plan().actions().stream().anyMatch(Action.AskProxies.class::isInstance)) {
      glance = glimpsed(resource, wanted, record, seen, deciding.activity().get());
    }
    return glance.plan().actions().isEmpty() && !glance.plan().over()
        ? Optional.of(new Outcome.Settled(report(glance)))
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
      Optional<WorkloadRecord> record,
      Glimpse seen,
      ActivityReport activity) {
    var blueprint = new PartialBlueprint(workloads.blueprint(wanted), Glimpse.WATCHED.keySet());
    Observed observed = seen.observed(activity, workloads.lastUsed(resource));
    Instant now = clock.instant();
    Plan plan = deciding.planner().plan(wanted, blueprint, observed, record, now);
    return new Glance<>(resource, wanted, blueprint, record, observed, plan, now);
  }

  /// Brings one workload as far as it can go now.
  Outcome run(String namespace, String name) {
    ActivityReport activity = new ActivityReport.NotAsked();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Optional<T> resource = workloads.find(namespace, name);
      if (resource.isEmpty()) {
        return new Outcome.Over();
      }
      var glance = look(resource.get(), activity);
      if (glance.plan().over()) {
        return new Outcome.Over();
      }
      switch (apply(glance)) {
        case Next.Settle settle -> {
          return new Outcome.Settled(report(glance));
        }
        case Next.Pause pause -> {
          return new Outcome.Settled(Optional.of(PAUSE));
        }
        case Next.LookAgain again -> activity = again.activity();
      }
    }
    return new Outcome.Settled(Optional.of(Duration.ofMillis(100)));
  }

  private Glance<T> look(T resource, ActivityReport activity) {
    Wanted wanted = workloads.wanted(resource).frozen(deciding.frozen().get());
    Blueprint blueprint = workloads.blueprint(wanted);
    Optional<WorkloadRecord> record = records.find(wanted.ref().uid());
    Observed observed =
        cluster
            .observe(wanted.ref(), blueprint.kinds(), workloads.lastUsed(resource))
            .with(activity);
    if (record.map(WorkloadRecord::state).orElse(null) instanceof WorkloadState.Launching launch) {
      observed = observed.with(cluster.clues(wanted, observed, launch.since()));
    }
    Instant now = clock.instant();
    Plan plan = deciding.planner().plan(wanted, blueprint, observed, record, now);
    return new Glance<>(resource, wanted, blueprint, record, observed, plan, now);
  }

  private Next apply(Glance<T> glance) {
    for (Action action : glance.plan().actions()) {
      switch (action) {
        case Action.Write write -> {
          return commit(write);
        }
        case Action.AskProxies ask -> {
          return new Next.LookAgain(deciding.activity().get());
        }
        case Action.Apply apply -> {
          if (!applied(apply)) {
            return new Next.LookAgain(new ActivityReport.NotAsked());
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
    return new Next.LookAgain(new ActivityReport.NotAsked());
  }

  private Optional<Duration> report(Glance<T> glance) {
    WorkloadRecord record = glance.record().orElseThrow();
    var history =
        record.history().unknown()
            ? deciding.histories().of(record.spec().family())
            : record.history();
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
            history));
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
    record Settle() implements Next {}

    /// Killed a moment ago: what was read before does not know it yet.
    record Pause() implements Next {}

    record LookAgain(ActivityReport activity) implements Next {}
  }
}
