package dev.corral.dispatcher.kill;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What to do next about a kill: a pure function of what is seen. It says everything that is left
/// to do each time, so that it does not matter where it was interrupted, and every action may be
/// repeated. A part that cannot be seen now is neither acted on nor counted as done.
///
/// @param actions in the order to take them; one that fails does not hold up the others
/// @param verified true when all parts were seen, and nothing is left
record KillPlan(List<Action> actions, List<Progress> progress, boolean verified) {

  /// One action; each only ever takes something away.
  sealed interface Action {
    record Close(KillTarget.Pool pool) implements Action {}

    record HurryWorkloads() implements Action {}

    record Delete(KillTarget.Claim claim) implements Action {}

    record Terminate(List<String> ids) implements Action {}
  }

  /// How far one step is.
  record Progress(String name, String state, String detail) {
    static final String DONE = "done";
    static final String DOING = "doing";
    static final String UNKNOWN = "unknown";
  }

  /// What is seen; a part is empty when it cannot be seen now.
  record Seen(Optional<KillTarget.Seen> cluster, Optional<List<String>> instances) {}

  static KillPlan of(Seen seen, Instant raisedAt, Instant now, Duration grace) {
    var actions = new ArrayList<Action>();
    var progress = new ArrayList<Progress>();
    progress.add(new Progress("freeze", Progress.DONE, "Launches and wakes are refused."));
    boolean clear = cluster(seen.cluster(), actions, progress);
    clear &= instances(seen.instances(), !now.isBefore(raisedAt.plus(grace)), actions, progress);
    progress.add(
        clear
            ? new Progress("verified", Progress.DONE, "Nothing is left.")
            : new Progress("verified", Progress.DOING, "Waiting for the steps before."));
    return new KillPlan(List.copyOf(actions), List.copyOf(progress), clear);
  }

  private static boolean cluster(
      Optional<KillTarget.Seen> seen, List<Action> actions, List<Progress> progress) {
    if (seen.isEmpty()) {
      for (String name : List.of("limits", "workloads", "node-claims")) {
        progress.add(new Progress(name, Progress.UNKNOWN, "The cluster cannot be asked now."));
      }
      return false;
    }
    var open = seen.get().pools().stream().filter(pool -> !pool.closed()).toList();
    open.forEach(pool -> actions.add(new Action.Close(pool)));
    progress.add(step("limits", open.size(), "node pools may still grow"));
    int pods = seen.get().gpuPods().size();
    if (pods > 0) {
      actions.add(new Action.HurryWorkloads());
    }
    progress.add(step("workloads", pods, "pods hold or want a GPU"));
    var claims = seen.get().claims();
    claims.stream()
        .filter(claim -> !claim.leaving())
        .forEach(claim -> actions.add(new Action.Delete(claim)));
    progress.add(step("node-claims", claims.size(), "nodes are being given back"));
    return open.isEmpty() && pods == 0 && claims.isEmpty();
  }

  private static boolean instances(
      Optional<List<String>> seen,
      boolean graceIsOver,
      List<Action> actions,
      List<Progress> progress) {
    if (seen.isEmpty()) {
      progress.add(new Progress("instances", Progress.UNKNOWN, "EC2 cannot be asked now."));
      return false;
    }
    List<String> left = seen.get();
    if (!left.isEmpty() && graceIsOver) {
      actions.add(new Action.Terminate(left));
    }
    progress.add(step("instances", left.size(), "instances still run"));
    return left.isEmpty();
  }

  private static Progress step(String name, int left, String what) {
    return left == 0
        ? new Progress(name, Progress.DONE, "None left.")
        : new Progress(name, Progress.DOING, left + " " + what + ".");
  }
}
