package dev.corral.dispatcher.plan;

import dev.corral.dispatcher.engine.ModelEngine;
import dev.corral.dispatcher.lifecycle.ModelState;
import dev.corral.dispatcher.lifecycle.Phase;
import dev.corral.dispatcher.manifest.Child;
import dev.corral.dispatcher.manifest.ModelManifests;
import dev.corral.dispatcher.record.Change;
import dev.corral.dispatcher.record.ModelRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Decides what happens next to a model: a pure function of what is wanted, what is seen, what is
/// recorded, and the time. A plan is either one write of the record, after which everything is
/// looked at again, or the steps that bring the cluster to what the record says.
public final class Planner {
  /// The principal of what Corral does by itself.
  public static final String CORRAL = "corral";

  private static final Duration LAUNCH_LOOK = Duration.ofSeconds(5);

  private final ModelManifests manifests;
  private final LaunchBudgets budgets;
  private final UseRules useRules;
  private final Termination termination = new Termination();

  public Planner(ModelManifests manifests, LaunchBudgets budgets, UseRules useRules) {
    this.manifests = manifests;
    this.budgets = budgets;
    this.useRules = useRules;
  }

  /// The next steps.
  public Plan plan(
      Wanted wanted,
      ModelEngine engine,
      Observed observed,
      Optional<ModelRecord> record,
      Instant now) {
    if (record.isEmpty()) {
      return wanted.deleting() ? Plan.finished() : begin(wanted, now);
    }
    var situation = new Situation(wanted, observed, record.get(), now);
    if (wanted.deleting()) {
      return termination.plan(situation);
    }
    return switch (record.get().state()) {
      case ModelState.Launching launching -> launching(situation, launching, engine);
      case ModelState.Serving serving -> serving(situation, serving, engine);
      case ModelState.Idle idle -> idle(situation, idle, engine);
      case ModelState.Failed failed -> failed(situation, failed, engine);
      case ModelState.Terminating terminating -> termination.plan(situation);
      case ModelState.Terminated terminated -> Plan.finished();
    };
  }

  private Plan begin(Wanted wanted, Instant now) {
    String by = wanted.commands().createdBy();
    ModelState first =
        wanted.suspended() ? new ModelState.Idle(now) : ModelState.Launching.begin(now, by);
    var record =
        ModelRecord.first(wanted.ref().uid(), wanted.ref().name(), wanted.spec(), first)
            .obeyed(wanted.commands().latest());
    String message = wanted.suspended() ? "Created suspended." : "Created.";
    return Plan.of(
        new Action.Write(
            new Change.Told(Optional.empty(), record, now, Optional.of("Created"), message, by),
            "the resource is new"));
  }

  private Plan launching(Situation at, ModelState.Launching launch, ModelEngine engine) {
    Optional<Plan> ended = stopOrSuspend(at, launch);
    if (ended.isPresent()) {
      return ended.get();
    }
    if (at.pending().isPresent()) {
      return at.note(at.pending().get(), launch, "it is launching already");
    }
    LaunchReading reading =
        LaunchReading.of(at.observed().livingPods(), at.observed().readyNodes());
    return switch (reading) {
      case LaunchReading.Broken broken ->
          at.move(
              launch.fail(broken.failure(), at.now()),
              broken.failure().code().name(),
              broken.failure().message(),
              CORRAL);
      case LaunchReading.At there when there.phase() == Phase.READY ->
          at.advance(launch.ready(at.now()), "Ready to answer.", launch.by());
      case LaunchReading.At there -> onTheWay(at, launch, there.phase(), engine);
    };
  }

  private Plan onTheWay(
      Situation at, ModelState.Launching launch, Phase phase, ModelEngine engine) {
    var overdue = budgets.exceeded(launch, at.now());
    if (overdue.isPresent()) {
      return at.move(
          launch.fail(overdue.get(), at.now()),
          overdue.get().code().name(),
          overdue.get().message(),
          CORRAL);
    }
    if (phase != launch.phase()) {
      return at.advance(launch.enter(phase, at.now()), phase.sentence() + ".", launch.by());
    }
    Instant soon = at.now().plus(LAUNCH_LOOK);
    Instant deadline = budgets.deadline(launch);
    return settled(at, engine, Optional.of(deadline.isBefore(soon) ? deadline : soon));
  }

  private Plan serving(Situation at, ModelState.Serving serving, ModelEngine engine) {
    Optional<Plan> ended = stopOrSuspend(at, serving);
    if (ended.isPresent()) {
      return ended.get();
    }
    if (at.pending().isPresent()) {
      var active = serving instanceof ModelState.Draining d ? d.keep() : serving;
      return at.note(at.pending().get(), active, "somebody wants it; it answers already");
    }
    if (at.observed().ready() == 0) {
      return at.move(
          serving.lose(at.now(), CORRAL),
          "ReplicaLost",
          "No replica answers any more; starting again.",
          CORRAL);
    }
    UseRules.Decision decision = useRules.decide(at, serving);
    return switch (decision) {
      case UseRules.Ask ask -> Plan.of(new Action.AskProxies(ask.why()));
      case UseRules.Mark mark -> at.note(mark.draining(), "nobody has used it for long enough");
      case UseRules.Unmark unmark -> at.note(unmark.active(), unmark.why());
      case UseRules.Release release ->
          at.move(
              serving.idle(at.now()),
              "IdleTimeout",
              "Nobody used it for " + at.wanted().spec().idleTimeout() + ".",
              CORRAL);
      case UseRules.Keep keep -> {
        Plan plan = settled(at, engine, Optional.of(keep.lookAgain()));
        yield new Plan(plan.actions(), plan.nextLook(), Optional.of(keep.lastUsed()), false);
      }
    };
  }

  private Plan idle(Situation at, ModelState.Idle idle, ModelEngine engine) {
    var pending = at.pending();
    if (pending.isPresent()) {
      boolean wakes = pending.get().isWake() && !at.wanted().suspended();
      return wakes
          ? at.obey(pending.get(), wake(idle, at, pending.get()), "Wake", "Woken.")
          : at.note(pending.get(), idle, "it is idle already, or suspended");
    }
    var warm = at.wanted().warm(at.now());
    if (warm.isPresent()) {
      Wanted.WarmWish wish = warm.get();
      return at.move(idle.wake(at.now(), wish.by()), wish.reason(), wish.message(), wish.by());
    }
    return settled(at, engine, Optional.empty());
  }

  private Plan failed(Situation at, ModelState.Failed failed, ModelEngine engine) {
    var pending = at.pending();
    if (pending.isEmpty()) {
      return settled(at, engine, Optional.empty());
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

  private static ModelState wake(ModelState.Idle idle, Situation at, Situation.Pending pending) {
    return idle.wake(at.now(), pending.command().by());
  }

  private static Optional<Plan> stopOrSuspend(Situation at, ModelState.Warm warm) {
    if (at.wanted().suspended()) {
      return Optional.of(at.move(warm.idle(at.now()), "Suspended", "Suspended.", CORRAL));
    }
    return at.pending()
        .filter(pending -> !pending.isWake())
        .map(pending -> at.obey(pending, warm.idle(at.now()), "Stopped", "Stopped."));
  }

  /// The record is right: bring the cluster to it.
  private Plan settled(Situation at, ModelEngine engine, Optional<Instant> nextLook) {
    var actions = new ArrayList<Action>();
    List<Child> children =
        manifests.children(at.wanted().ref(), at.wanted().spec(), engine, at.record().state());
    for (Child child : children) {
      Observed.Seen seen = at.observed().children().get(child.kind());
      if (seen == null) {
        actions.add(new Action.Apply(child, "it is missing"));
      } else if (!seen.is(child)) {
        actions.add(new Action.Apply(child, "it is not as it should be"));
      }
    }
    return new Plan(actions, nextLook, Optional.empty(), false);
  }
}
