package dev.corral.dispatcher.plan;

import dev.corral.dispatcher.idle.ActivityReport;
import dev.corral.dispatcher.lifecycle.Scale;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.manifest.Blueprint;
import dev.corral.dispatcher.manifest.Child;
import dev.corral.dispatcher.manifest.ChildKind;
import dev.corral.dispatcher.record.Change;
import dev.corral.dispatcher.record.WorkloadRecord;
import dev.corral.dispatcher.resource.Commands.Command;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One workload at one moment, as every rule of the planner sees it, and the writes it can end in.
record Situation(
    Wanted wanted, Blueprint blueprint, Observed observed, WorkloadRecord record, Instant now) {

  /// The first command that has not been carried out, unless a later one of the other kind exists
  /// in which case still the first: each is carried out in turn.
  Optional<Pending> pending() {
    Optional<Pending> wake =
        wanted.commands().wake().filter(this::isNew).map(c -> new Pending(c, true));
    Optional<Pending> stop =
        wanted.commands().stop().filter(this::isNew).map(c -> new Pending(c, false));
    if (wake.isPresent() && stop.isPresent()) {
      return wake.get().command().at().isBefore(stop.get().command().at()) ? wake : stop;
    }
    return wake.or(() -> stop);
  }

  /// Ends in telling everybody that the model idles after another time now, unless an earlier
  /// command comes first.
  Optional<Plan> retimed() {
    Optional<Instant> before = pending().map(first -> first.command().at());
    return wanted
        .commands()
        .idleTimeout()
        .filter(this::isNew)
        .filter(given -> before.filter(given.at()::isAfter).isEmpty())
        .flatMap(given ->
            wanted
                .idleTimeout()
                .map(time ->
                    move(
                        record.state(),
                        Optional.of("IdleTimeoutChanged"),
                        "Goes idle after " + SpecText.of(time) + " without use from now on.",
                        given.by(),
                        given.at())));
  }

  /// The same, telling the proxies of these adapters.
  Situation announcing(List<String> adapters) {
    return new Situation(wanted, blueprint.announcing(adapters), observed, record, now);
  }

  /// Ends a warm state when it was suspended.
  Optional<Plan> suspend() {
    return wanted.suspended() && record.state() instanceof WorkloadState.Warm warm
        ? Optional.of(move(warm.idle(now), "Suspended", "Suspended.", Planner.CORRAL))
        : Optional.empty();
  }

  /// Ends a warm state when it was stopped.
  Optional<Plan> stop(WorkloadState.Warm warm) {
    return pending()
        .filter(pending -> !pending.isWake() && blueprint.hasPods())
        .map(pending -> obey(pending, warm.idle(now), "Stopped", "Stopped."));
  }

  /// Why it must not stay idle, and who wants that.
  Optional<Wanted.WarmWish> warm() {
    boolean costsNothing = !blueprint.hasPods() && !wanted.suspended();
    return costsNothing
        ? Optional.of(new Wanted.WarmWish("Wake", Planner.CORRAL, "It needs no compute."))
        : wanted.warm(now);
  }

  /// How many requests the workload has at this moment, as far as the proxies were asked.
  long requests() {
    return observed.activity() instanceof ActivityReport.Complete answer
        ? answer.of(wanted.ref().name()).requests()
        : 0;
  }

  /// Ends in another number of replicas, which everybody hears of.
  Plan scale(WorkloadState.Serving same, Scale to, String message) {
    WorkloadRecord after = record.moved(same, now).wanting(wanted.spec()).scaled(to);
    return Plan.of(
        new Action.Write(
            new Change.Told(
                Optional.of(record), after, now, Optional.of("Scaled"), message, Planner.CORRAL),
            message));
  }

  /// Ends in a note on the number of replicas.
  Plan note(WorkloadState same, Scale to, String why) {
    WorkloadRecord after = record.noted(same).wanting(wanted.spec()).scaled(to);
    return Plan.of(new Action.Write(new Change.Quiet(record, after), why));
  }

  /// Ends in the steps that bring the cluster to what the record says.
  Plan settled(Optional<Instant> nextLook) {
    var actions = new ArrayList<Action>();
    int replicas = blueprint.hasPods() ? record.desired() : 0;
    for (Child child : blueprint.children(record.state(), replicas)) {
      Observed.Seen seen = observed.children().get(child.kind());
      if (seen == null) {
        actions.add(new Action.Apply(child, Optional.empty(), "it is missing"));
      } else if (!seen.is(child)) {
        actions.add(
            new Action.Apply(child, Optional.of(seen.version()), "it is not as it should be"));
      }
    }
    return new Plan(actions, nextLook, Optional.empty(), false);
  }

  /// The first of its objects that is not there.
  Optional<ChildKind> unmade() {
    return blueprint.children(record.state(), record.desired()).stream()
        .map(Child::kind)
        .filter(kind -> !observed.children().containsKey(kind))
        .findFirst();
  }

  /// Ends in a transition.
  Plan move(WorkloadState to, String reason, String message, String by) {
    return move(to, Optional.of(reason), message, by, record.commandsUntil());
  }

  /// Ends in a transition that carries out a command.
  Plan obey(Pending pending, WorkloadState to, String reason, String message) {
    Command command = pending.command();
    return move(to, Optional.of(reason), message, command.by(), command.at());
  }

  /// Ends in a transition without a reason worth a code.
  Plan advance(WorkloadState to, String message, String by) {
    return move(to, Optional.empty(), message, by, record.commandsUntil());
  }

  /// Ends in a note that carries out a command.
  Plan note(Pending pending, WorkloadState to, String why) {
    WorkloadRecord after = record.noted(to).wanting(wanted.spec()).obeyed(pending.command().at());
    return Plan.of(new Action.Write(new Change.Quiet(record, after), why));
  }

  /// Ends in a note.
  Plan note(WorkloadState to, String why) {
    WorkloadRecord after = record.noted(to).wanting(wanted.spec());
    return Plan.of(new Action.Write(new Change.Quiet(record, after), why));
  }

  private Plan move(
      WorkloadState to, Optional<String> reason, String message, String by, Instant obeyed) {
    WorkloadRecord after = record.moved(to, now).wanting(wanted.spec()).obeyed(obeyed);
    return Plan.of(
        new Action.Write(
            new Change.Told(Optional.of(record), after, now, reason, message, by), message));
  }

  private boolean isNew(Command command) {
    return command.at().isAfter(record.commandsUntil());
  }

  /// A command to carry out.
  record Pending(Command command, boolean isWake) {}
}
