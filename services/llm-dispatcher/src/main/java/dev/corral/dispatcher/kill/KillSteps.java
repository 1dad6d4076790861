package dev.corral.dispatcher.kill;

import dev.corral.dispatcher.kill.KillPlan.Action;
import dev.corral.dispatcher.lead.Leadership;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// Carries a kill out for as long as the switch says so: look, plan, act, and again. The leader
/// acts in the cluster. Every replica looks after the instances, because that must work without the
/// API server, and so without a leader.
public final class KillSteps implements Runnable {
  private static final Logger LOG = Logger.getLogger(KillSteps.class);

  private final KillSwitch kill;
  private final Reach reach;
  private final Leadership leadership;
  private final KillConfig config;
  private final Clock clock;
  private final Semaphore hurried = new Semaphore(0);
  private volatile List<KillReport.Step> last = List.of();
  private volatile boolean running = true;

  /// Both places where a kill acts.
  public record Reach(KillTarget cluster, Instances instances) {}

  public KillSteps(
      KillSwitch kill, Reach reach, Leadership leadership, KillConfig config, Clock clock) {
    this.kill = kill;
    this.reach = reach;
    this.leadership = leadership;
    this.config = config;
    this.clock = clock;
  }

  /// How far this replica saw each step when it looked last.
  public List<KillReport.Step> last() {
    return last;
  }

  /// Looks at once instead of after the pause.
  public void hurry() {
    hurried.release();
  }

  /// Ends [#run].
  public void stop() {
    running = false;
    hurried.release();
  }

  @Override
  public void run() {
    while (running) {
      pause(round());
    }
  }

  /// One look at everything; says how long to rest.
  Duration round() {
    try {
      KillState state = kill.read();
      if (!state.killed()) {
        last = List.of();
        return config.look();
      }
      KillPlan plan = carryOn(state);
      return plan.verified() ? config.rest() : config.look();
    } catch (RuntimeException e) {
      LOG.warnf("the kill switch cannot be read or written now: %s", e.getMessage());
      return config.look();
    }
  }

  private KillPlan carryOn(KillState state) {
    var seen =
        new KillPlan.Seen(
            seen("the cluster", reach.cluster()::look), seen("EC2", reach.instances()::running));
    Instant now = clock.instant();
    Instant raisedAt = state.raised().map(KillState.Raised::at).orElse(now);
    KillPlan plan = KillPlan.of(seen, raisedAt, now, config.grace());
    last = steps(plan.progress(), raisedAt, now);
    plan.actions().forEach(this::act);
    if (plan.verified()) {
      kill.verified(state.generation());
    }
    return plan;
  }

  private void act(Action action) {
    boolean inCluster = !(action instanceof Action.Terminate);
    if (inCluster && !leadership.leads()) {
      return;
    }
    try {
      switch (action) {
        case Action.Close close -> reach.cluster().close(close.pool());
        case Action.HurryWorkloads hurry -> reach.cluster().hurryWorkloads();
        case Action.Delete delete -> reach.cluster().delete(delete.claim());
        case Action.Terminate terminate -> reach.instances().terminate(terminate.ids());
      }
      LOG.infof("kill: %s", action);
    } catch (RuntimeException e) {
      LOG.warnf("kill: %s failed and will be tried again: %s", action, e.getMessage());
    }
  }

  private static <T> Optional<T> seen(String what, Supplier<T> look) {
    try {
      return Optional.of(look.get());
    } catch (RuntimeException e) {
      LOG.warnf("kill: %s cannot be asked now: %s", what, e.getMessage());
      return Optional.empty();
    }
  }

  private List<KillReport.Step> steps(
      List<KillPlan.Progress> progress, Instant raisedAt, Instant now) {
    var steps = new ArrayList<KillReport.Step>();
    for (KillPlan.Progress p : progress) {
      Instant since =
          last.stream()
              .filter(before -> before.name().equals(p.name()) && before.state().equals(p.state()))
              .map(KillReport.Step::at)
              .findFirst()
              .orElse("freeze".equals(p.name()) ? raisedAt : now);
      steps.add(new KillReport.Step(p.name(), p.state(), since, p.detail()));
    }
    return List.copyOf(steps);
  }

  private void pause(Duration rest) {
    try {
      if (hurried.tryAcquire(rest.toMillis(), TimeUnit.MILLISECONDS)) {
        hurried.drainPermits();
      }
    } catch (InterruptedException e) {
      running = false;
    }
  }
}
