package dev.corral.dispatcher.plan;

import dev.corral.dispatcher.lifecycle.ModelState;
import dev.corral.dispatcher.record.Change;
import dev.corral.dispatcher.record.ModelRecord;
import dev.corral.dispatcher.resource.Commands.Command;
import java.time.Instant;
import java.util.Optional;

/// One model at one moment, as every rule of the planner sees it, and the writes it can end in.
record Situation(Wanted wanted, Observed observed, ModelRecord record, Instant now) {

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

  /// Ends in a transition.
  Plan move(ModelState to, String reason, String message, String by) {
    return move(to, Optional.of(reason), message, by, record.commandsUntil());
  }

  /// Ends in a transition that carries out a command.
  Plan obey(Pending pending, ModelState to, String reason, String message) {
    Command command = pending.command();
    return move(to, Optional.of(reason), message, command.by(), command.at());
  }

  /// Ends in a transition without a reason worth a code.
  Plan advance(ModelState to, String message, String by) {
    return move(to, Optional.empty(), message, by, record.commandsUntil());
  }

  /// Ends in a note that carries out a command.
  Plan note(Pending pending, ModelState to, String why) {
    ModelRecord after = record.noted(to).wanting(wanted.spec()).obeyed(pending.command().at());
    return Plan.of(new Action.Write(new Change.Quiet(record, after), why));
  }

  /// Ends in a note.
  Plan note(ModelState to, String why) {
    ModelRecord after = record.noted(to).wanting(wanted.spec());
    return Plan.of(new Action.Write(new Change.Quiet(record, after), why));
  }

  private Plan move(
      ModelState to, Optional<String> reason, String message, String by, Instant obeyed) {
    ModelRecord after = record.moved(to, now).wanting(wanted.spec()).obeyed(obeyed);
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
