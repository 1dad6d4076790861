package dev.corral.dispatcher.plan;

import dev.corral.dispatcher.adapter.AdapterPlan;
import dev.corral.dispatcher.adapter.AdapterSight;
import dev.corral.dispatcher.idle.ActivityReport;
import dev.corral.dispatcher.lifecycle.Failure;
import dev.corral.dispatcher.lifecycle.Scale;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.manifest.Blueprint;
import dev.corral.dispatcher.record.Change;
import dev.corral.dispatcher.record.WorkloadRecord;
import dev.corral.dispatcher.resource.ModelSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;

/// Decides what happens next to a workload: a pure function of what is wanted, what is seen, what
/// is recorded, and the time. A plan is either one write of the record, after which everything is
/// looked at again, or the steps that bring the cluster to what the record says.
public final class Planner {
  /// The principal of what Corral does by itself.
  public static final String CORRAL = "corral";

  private final LaunchRules launchRules;
  private final UseRules useRules;
  private final ScaleRules scaleRules;
  private final Termination termination = new Termination();
  private final FreezeRules freeze = new FreezeRules();

  public Planner(LaunchBudgets budgets, UseRules useRules, ScaleTimes scaleTimes) {
    this.launchRules = new LaunchRules(budgets);
    this.useRules = useRules;
    this.scaleRules = new ScaleRules(scaleTimes);
  }

  /// The next steps.
  public Plan plan(
      Wanted wanted,
      Blueprint blueprint,
      Observed observed,
      Optional<WorkloadRecord> record,
      Instant now) {
    if (record.isEmpty()) {
      return wanted.deleting() ? Plan.finished() : begin(wanted, now);
    }
    var situation = new Situation(wanted, blueprint, observed, record.get(), now);
    if (wanted.deleting()) {
      return termination.plan(situation);
    }
    Optional<Plan> first =
        freeze
            .release(situation)
            .or(situation::suspend)
            .or(situation::retimed)
            .or(() -> freeze.plan(situation));
    if (first.isPresent()) {
      return first.get();
    }
    return switch (record.get().state()) {
      case WorkloadState.Launching launching -> launchRules.plan(situation, launching);
      case WorkloadState.Serving serving -> serving(situation, serving);
      case WorkloadState.Idle idle -> idle(situation, idle);
      case WorkloadState.Failed failed -> failed(situation, failed);
      case WorkloadState.Terminating terminating -> termination.plan(situation);
      case WorkloadState.Terminated terminated -> Plan.finished();
    };
  }

  private Plan begin(Wanted wanted, Instant now) {
    String by = wanted.commands().createdBy();
    Optional<String> frozen =
        wanted.frozen().filter(why -> wanted.spec().computes() && !wanted.suspended());
    if (frozen.isPresent()) {
      return refused(wanted, frozen.get(), now);
    }
    WorkloadState first =
        wanted.suspended() ? new WorkloadState.Idle(now) : WorkloadState.Launching.begin(now, by);
    var record =
        WorkloadRecord.first(wanted.ref().uid(), wanted.ref().name(), wanted.spec(), first)
            .obeyed(wanted.commands().latest());
    String message = wanted.suspended() ? "Created suspended." : "Created.";
    return Plan.of(
        new Action.Write(
            new Change.Told(Optional.empty(), record, now, Optional.of("Created"), message, by),
            "the resource is new"));
  }

  private static Plan refused(Wanted wanted, String why, Instant now) {
    var failure = new Failure(Failure.Code.Budget, why);
    var record =
        WorkloadRecord.first(
                wanted.ref().uid(),
                wanted.ref().name(),
                wanted.spec(),
                new WorkloadState.Failed(now, failure))
            .obeyed(wanted.commands().latest());
    String by = wanted.commands().createdBy();
    var told =
        new Change.Told(Optional.empty(), record, now, Optional.of(failure.code().name()), why, by);
    return Plan.of(new Action.Write(told, "launches are stopped"));
  }

  private Plan serving(Situation at, WorkloadState.Serving serving) {
    Optional<Plan> ended = at.stop(serving);
    if (ended.isPresent()) {
      return ended.get();
    }
    if (at.pending().isPresent()) {
      var active = serving instanceof WorkloadState.Draining d ? d.keep() : serving;
      return at.note(at.pending().get(), active, "somebody wants it; it answers already");
    }
    if (!at.blueprint().hasPods()) {
      return route(at, serving);
    }
    if (at.observed().ready() == 0) {
      return at.move(
          serving.lose(at.now(), CORRAL),
          "ReplicaLost",
          "No replica answers any more; starting again.",
          CORRAL);
    }
    Optional<Duration> idleTimeout = at.wanted().idleTimeout();
    return idleTimeout.isEmpty()
        ? at.settled(Optional.empty())
        : used(at, serving, idleTimeout.get());
  }

  private static Plan route(Situation at, WorkloadState.Serving serving) {
    return at.blueprint()
        .flaw()
        .map(flaw ->
            at.move(serving.lose(at.now(), CORRAL), flaw.code().name(), flaw.message(), CORRAL))
        .orElseGet(() -> at.settled(Optional.empty()));
  }

  private Plan used(Situation at, WorkloadState.Serving serving, Duration idleTimeout) {
    return switch (useRules.decide(at, serving, idleTimeout)) {
      case UseRules.Ask ask -> Plan.of(new Action.AskProxies(ask.why()));
      case UseRules.Mark mark -> at.note(mark.draining(), "nobody has used it for long enough");
      case UseRules.Unmark unmark -> at.note(unmark.active(), unmark.why());
      case UseRules.Release release ->
          at.move(
              serving.idle(at.now()),
              "IdleTimeout",
              "Nobody used it for " + SpecText.of(idleTimeout) + ".",
              CORRAL);
      case UseRules.Keep keep -> kept(at, serving, keep);
    };
  }

  private Plan kept(Situation at, WorkloadState.Serving serving, UseRules.Keep keep) {
    Scale before = at.record().scale();
    Scale after = scale(at, serving, before);
    if (after.replicas() != before.replicas()) {
      String message = "Scaled to " + after.replicas() + " replicas for its requests.";
      return at.scale(serving, after, message);
    }
    if (!after.equals(before)) {
      return at.note(serving, after, "another number of replicas would suit it");
    }
    Instant look = scaleRules.due(after).filter(keep.lookAgain()::isAfter).orElse(keep.lookAgain());
    if (!at.blueprint().adapters().nothing()
        && at.observed().adapters() instanceof AdapterSight.NotAsked) {
      return Plan.of(new Action.AskEngines("whether every replica has its adapters"));
    }
    return withAdapters(at, look, keep.lastUsed());
  }

  /// A name is told to the proxies after every replica has it, and taken back before one loses it.
  private static Plan withAdapters(Situation at, Instant look, Instant lastUsed) {
    var adapters = AdapterPlan.of(at.blueprint().adapters(), at.observed().adapters(), at.now());
    Plan plan = at.announcing(adapters.announced()).settled(Optional.of(look));
    var actions = new ArrayList<Action>(plan.actions());
    actions.addAll(NodeProtection.steps(at));
    if (!adapters.steps().isEmpty()) {
      actions.add(
          new Action.ChangeAdapters(adapters.steps(), "a replica has not the adapters it shall"));
    }
    Instant next = adapters.nextLook().filter(look::isAfter).orElse(look);
    return new Plan(actions, Optional.of(next), Optional.of(lastUsed), false);
  }

  private Scale scale(Situation at, WorkloadState.Serving serving, Scale before) {
    boolean known = at.observed().activity() instanceof ActivityReport.Complete;
    boolean scales = known && serving instanceof WorkloadState.Active;
    return scales && at.wanted().spec() instanceof ModelSpec spec
        ? scaleRules.next(spec, before, at.requests(), at.now())
        : before;
  }

  private static Plan idle(Situation at, WorkloadState.Idle idle) {
    var pending = at.pending();
    if (pending.isPresent()) {
      boolean wakes = pending.get().isWake() && !at.wanted().suspended();
      return wakes
          ? at.obey(pending.get(), wake(idle, at, pending.get()), "Wake", "Woken.")
          : at.note(pending.get(), idle, "it is idle already, or suspended");
    }
    var warm = at.warm();
    if (warm.isPresent()) {
      Wanted.WarmWish wish = warm.get();
      return at.move(idle.wake(at.now(), wish.by()), wish.reason(), wish.message(), wish.by());
    }
    return at.settled(at.wanted().nextWarm(at.now()));
  }

  private static Plan failed(Situation at, WorkloadState.Failed failed) {
    var pending = at.pending();
    if (pending.isEmpty()) {
      return at.settled(Optional.empty());
    }
    if (!pending.get().isWake()) {
      return at.obey(pending.get(), failed.dismiss(at.now()), "Stopped", "Stopped.");
    }
    return at.wanted().suspended()
        ? at.note(pending.get(), failed, "it is suspended")
        : at.obey(
            pending.get(),
            failed.retry(at.now(), pending.get().command().by()),
            "Wake",
            "Tried again.");
  }

  private static WorkloadState wake(
      WorkloadState.Idle idle, Situation at, Situation.Pending pending) {
    return idle.wake(at.now(), pending.command().by());
  }
}
