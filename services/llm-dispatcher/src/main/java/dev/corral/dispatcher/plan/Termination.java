package dev.corral.dispatcher.plan;

import dev.corral.dispatcher.lifecycle.Receipt;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.manifest.ChildKind;
import dev.corral.dispatcher.record.WorkloadRecord;
import dev.corral.dispatcher.resource.Commands;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// The way out: say so, delete everything, verify that it is gone, give the receipt.
final class Termination {
  private static final Duration LOOK = Duration.ofSeconds(1);

  Plan plan(Situation at) {
    return switch (at.record().state()) {
      case WorkloadState.Living living -> announce(at, living);
      case WorkloadState.Terminating terminating ->
          at.observed().gone() ? receipt(at, terminating) : remove(at);
      case WorkloadState.Terminated terminated -> Plan.finished();
    };
  }

  private static Plan announce(Situation at, WorkloadState.Living living) {
    String by = at.wanted().commands().deletedBy().orElse(Commands.CLUSTER);
    return at.move(living.terminate(at.now(), by, present(at)), "Deleted", "Being terminated.", by);
  }

  private static Plan remove(Situation at) {
    var actions = new ArrayList<Action>();
    // The other way round than they were made: the wall goes last.
    for (ChildKind kind : List.of(ChildKind.values()).reversed()) {
      Observed.Seen seen = at.observed().children().get(kind);
      if (seen != null && !seen.leaving()) {
        actions.add(new Action.Delete(kind, "the workload is being terminated"));
      }
    }
    return new Plan(actions, Optional.of(at.now().plus(LOOK)), Optional.empty(), false);
  }

  private static Plan receipt(Situation at, WorkloadState.Terminating terminating) {
    WorkloadRecord record = at.record();
    var receipt =
        new Receipt(
            terminating.removing(),
            at.blueprint().kept(),
            record.activeMillis() / 1000,
            record.createdAt(),
            at.now());
    String message =
        receipt.kept().isEmpty()
            ? "Terminated; nothing of it is left."
            : "Terminated; kept: " + String.join(", ", receipt.kept()) + ".";
    return at.move(terminating.done(receipt), "Deleted", message, terminating.by());
  }

  private static List<String> present(Situation at) {
    var all = new TreeSet<String>();
    for (ChildKind kind : at.observed().children().keySet()) {
      all.add(kind.path(at.wanted().ref()));
    }
    return List.copyOf(all);
  }
}
