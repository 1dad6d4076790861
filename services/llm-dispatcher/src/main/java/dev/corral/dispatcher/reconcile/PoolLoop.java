package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.pool.GpuBan;
import dev.corral.dispatcher.pool.PoolPlan;
import dev.corral.dispatcher.pool.PoolPlanner;
import dev.corral.dispatcher.pool.PoolStep;
import dev.corral.dispatcher.pool.PoolWanted;
import dev.corral.dispatcher.resource.GpuPool;
import dev.corral.dispatcher.resource.GpuPoolStatus;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;

/// One reconcile of one GPU pool: observe, plan, apply, report. Nothing is kept between two runs.
final class PoolLoop {
  private static final Logger LOG = Logger.getLogger(PoolLoop.class);

  /// Somebody else was faster, or we are slow and do not lead any more: look again.
  private static final int OUTRUN = 409;

  private static final Duration AFTER_REFUSAL = Duration.ofSeconds(15);

  private final Pools pools;
  private final PoolPlanner planner;
  private final GpuBan ban;
  private final Clock clock;

  PoolLoop(Pools pools, PoolPlanner planner, GpuBan ban, Clock clock) {
    this.pools = pools;
    this.planner = planner;
    this.ban = ban;
    this.clock = clock;
  }

  /// How a run ended.
  ///
  /// @param over the resource may go
  record Outcome(boolean over, Optional<Duration> again) {}

  /// Brings one pool as far as it can go now.
  Outcome run(String namespace, String name) {
    Optional<GpuPool> found = pools.find(namespace, name);
    if (found.isEmpty()) {
      return new Outcome(true, Optional.empty());
    }
    GpuPool pool = found.get();
    Instant now = clock.instant();
    PoolPlan plan = planner.plan(PoolWanted.of(pool, ban.now()), pools.observe(pool), now);
    Optional<String> refusal = take(pool, plan);
    if (plan.over()) {
      return new Outcome(true, Optional.empty());
    }
    GpuPoolStatus status = refusal.map(why -> plan.refused(why, now)).orElse(plan.status());
    if (!status.equals(pool.getStatus())) {
      pools.report(pool, status);
    }
    return new Outcome(false, refusal.isPresent() ? Optional.of(AFTER_REFUSAL) : plan.again());
  }

  /// Takes each step; one that the API server refuses does not hold up the others.
  private Optional<String> take(GpuPool pool, PoolPlan plan) {
    Optional<String> refusal = Optional.empty();
    for (PoolStep step : plan.steps()) {
      try {
        pools.take(pool, step);
        LOG.infof("pool %s: %s", pool.getMetadata().getName(), told(step));
      } catch (KubernetesClientException e) {
        if (!isRefusal(e)) {
          throw e;
        }
        refusal = Optional.of(e.getMessage() == null ? "" : e.getMessage());
        LOG.warnf("pool %s: refused: %s", pool.getMetadata().getName(), refusal.get());
      }
    }
    return refusal;
  }

  private static boolean isRefusal(KubernetesClientException e) {
    return e.getCode() >= 400 && e.getCode() < 500 && e.getCode() != OUTRUN;
  }

  private static String told(PoolStep step) {
    return switch (step) {
      case PoolStep.Apply apply -> "apply " + apply.object().name() + ": " + apply.reason();
      case PoolStep.Close close -> "close " + close.nodePool() + ": " + close.reason();
      case PoolStep.Delete delete -> "delete " + delete.name() + ": " + delete.reason();
      case PoolStep.Free free -> "free " + free.claim().name() + ": " + free.reason();
      case PoolStep.Tell tell -> tell.claim() + ": " + tell.reason();
    };
  }
}
