package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.engine.Engines;
import dev.corral.dispatcher.engine.ModelEngine;
import dev.corral.dispatcher.idle.ActivityReport;
import dev.corral.dispatcher.plan.Action;
import dev.corral.dispatcher.plan.Observed;
import dev.corral.dispatcher.plan.Plan;
import dev.corral.dispatcher.plan.Planner;
import dev.corral.dispatcher.plan.StatusProjection;
import dev.corral.dispatcher.plan.Wanted;
import dev.corral.dispatcher.record.Histories;
import dev.corral.dispatcher.record.ModelRecord;
import dev.corral.dispatcher.record.Records;
import dev.corral.dispatcher.record.StaleRecordException;
import dev.corral.dispatcher.resource.Commands;
import dev.corral.dispatcher.resource.Model;
import dev.corral.dispatcher.resource.ModelRef;
import dev.corral.dispatcher.resource.ModelStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// One reconcile of one model: observe, plan, apply, report. Nothing is kept between two runs.
final class ModelLoop {
  private static final int MOST_ROUNDS = 16;

  private final Cluster cluster;
  private final Records records;
  private final Deciding deciding;
  private final Clock clock;
  private final ReconcileMeter meter;

  /// Everything that decides, and what it asks while deciding.
  record Deciding(
      Planner planner, Engines engines, Supplier<ActivityReport> activity, Histories histories) {}

  /// How a run ended.
  sealed interface Outcome {
    /// The resource may go: it is terminated, or gone already.
    record Over() implements Outcome {}

    /// Everything is as it should be; look again after a while, or when something changes.
    record Settled(Optional<Duration> again) implements Outcome {}
  }

  ModelLoop(
      Cluster cluster, Records records, Deciding deciding, Clock clock, ReconcileMeter meter) {
    this.cluster = cluster;
    this.records = records;
    this.deciding = deciding;
    this.clock = clock;
    this.meter = meter;
  }

  /// Brings one model as far as it can go now.
  Outcome run(String namespace, String name) {
    ActivityReport activity = new ActivityReport.NotAsked();
    for (int round = 0; round < MOST_ROUNDS; round++) {
      Optional<Model> model = cluster.find(namespace, name);
      if (model.isEmpty()) {
        return new Outcome.Over();
      }
      Optional<ModelEngine> engine = deciding.engines().find(model.get().getSpec().defaulted());
      if (engine.isEmpty()) {
        return unsupported(model.get());
      }
      var glance = look(model.get(), engine.get(), activity);
      if (glance.plan().over()) {
        return new Outcome.Over();
      }
      switch (apply(glance)) {
        case Next.Settle settle -> {
          return new Outcome.Settled(report(glance));
        }
        case Next.LookAgain again -> activity = again.activity();
      }
    }
    return new Outcome.Settled(Optional.of(Duration.ofMillis(100)));
  }

  private Glance look(Model model, ModelEngine engine, ActivityReport activity) {
    var meta = model.getMetadata();
    var wanted =
        new Wanted(
            new ModelRef(meta.getNamespace(), meta.getName(), meta.getUid()),
            model.getSpec().defaulted(),
            Commands.read(meta.getAnnotations()),
            meta.getDeletionTimestamp() != null);
    Optional<ModelRecord> record = records.find(meta.getUid());
    Observed observed = cluster.observe(model).with(activity);
    Instant now = clock.instant();
    Plan plan = deciding.planner().plan(wanted, engine, observed, record, now);
    return new Glance(model, wanted, record, observed, plan, now);
  }

  private Next apply(Glance glance) {
    for (Action action : glance.plan().actions()) {
      switch (action) {
        case Action.Write write -> {
          return commit(write);
        }
        case Action.AskProxies ask -> {
          return new Next.LookAgain(deciding.activity().get());
        }
        case Action.Apply apply -> cluster.apply(apply.child());
        case Action.Delete delete -> cluster.delete(glance.model(), delete.kind());
      }
      meter.acted(action);
    }
    return new Next.Settle();
  }

  private Next commit(Action.Write write) {
    try {
      records.commit(write.change());
      meter.wrote(write.change());
    } catch (StaleRecordException e) {
      meter.outdated();
    }
    return new Next.LookAgain(new ActivityReport.NotAsked());
  }

  private Optional<Duration> report(Glance glance) {
    ModelRecord record = glance.record().orElseThrow();
    var history =
        record.history().unknown()
            ? deciding.histories().of(record.spec().engine())
            : record.history();
    Optional<Instant> lastUsed =
        StatusProjection.later(glance.observed().lastUsed(), glance.plan().lastUsed());
    ModelStatus status =
        StatusProjection.of(glance.wanted(), record, glance.observed().ready(), lastUsed, history);
    if (!status.equals(glance.model().getStatus())) {
      cluster.report(glance.model(), status);
    }
    return glance.plan().nextLook().map(at -> positive(Duration.between(glance.now(), at)));
  }

  private Outcome unsupported(Model model) {
    if (model.getMetadata().getDeletionTimestamp() != null) {
      return new Outcome.Over();
    }
    ModelStatus before = model.getStatus();
    if (before == null || before.conditions() == null) {
      String message = Engines.unsupported(model.getSpec());
      cluster.report(model, StatusProjection.unsupported(message, clock.instant()));
    }
    return new Outcome.Settled(Optional.empty());
  }

  private static Duration positive(Duration duration) {
    return duration.toMillis() < 1 ? Duration.ofMillis(1) : duration;
  }

  /// One round's view of the model, and what was decided on it.
  private record Glance(
      Model model,
      Wanted wanted,
      Optional<ModelRecord> record,
      Observed observed,
      Plan plan,
      Instant now) {}

  private sealed interface Next {
    record Settle() implements Next {}

    record LookAgain(ActivityReport activity) implements Next {}
  }
}
