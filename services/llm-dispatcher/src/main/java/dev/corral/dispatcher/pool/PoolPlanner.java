package dev.corral.dispatcher.pool;

import dev.corral.dispatcher.pool.PoolReport.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Decides what happens next to a pool: a pure function of what is wanted, seen and remembered, and
/// the time. It says everything that is left to do each time, so it does not matter where a run
/// ended.
public final class PoolPlanner {
  private static final Duration WITHOUT_KARPENTER = Duration.ofSeconds(15);
  private static final Duration IN_TRANSIT = Duration.ofSeconds(5);

  private final PoolManifests manifests;
  private final KarpenterConfig config;

  public PoolPlanner(PoolManifests manifests, KarpenterConfig config) {
    this.manifests = manifests;
    this.config = config;
  }

  /// The next steps.
  public PoolPlan plan(PoolWanted wanted, PoolSight sight, Instant now) {
    var ladder = LadderReading.of(wanted, sight, config, now);
    var report = new PoolReport(wanted, sight, ladder, now);
    boolean used = !sight.users().models().isEmpty();
    if (!sight.present()) {
      boolean nothingRan = Objects.requireNonNullElse(wanted.before().nodeCount(), 0) == 0;
      boolean over = wanted.deleting() && !used && nothingRan;
      var status = report.status(PoolReport.withoutKarpenter(), wanted.before().stoppedAt());
      return new PoolPlan(List.of(), status, Optional.of(WITHOUT_KARPENTER), over);
    }
    if (wanted.deleting() && !used) {
      return leave(wanted, sight, report);
    }
    Optional<Verdict> obstacle = obstacle(wanted, sight);
    if (obstacle.isPresent()) {
      var status = report.status(obstacle.get(), wanted.before().stoppedAt());
      return new PoolPlan(List.of(), status, Optional.empty(), false);
    }
    return run(wanted, sight, ladder, report);
  }

  private PoolPlan run(
      PoolWanted wanted, PoolSight sight, LadderReading ladder, PoolReport report) {
    var freeing = new Freeing(wanted, sight);
    var steps = new ArrayList<PoolStep>();
    ladder
        .news()
        .forEach(n ->
            steps.add(new PoolStep.Tell(n.attempt().claim(), n.attempt().reason(), n.message())));
    steps.addAll(shape(wanted, sight, ladder));
    steps.addAll(freeing.steps(ladder.lost()));
    String stopped = freeing.stopDone().map(Instant::toString).orElse(wanted.before().stoppedAt());
    boolean moving =
        !ladder.news().isEmpty()
            || sight.claims().stream()
                .anyMatch(c -> c.leaving() || !c.status().holds("Initialized"))
            || freeing.stopDone().isPresent()
            || wanted.deleting();
    return new PoolPlan(
        steps,
        report.status(report.running(), stopped),
        moving ? Optional.of(IN_TRANSIT) : Optional.empty(),
        false);
  }

  /// Brings the node class and the node pools to what they should be.
  private List<PoolStep> shape(PoolWanted wanted, PoolSight sight, LadderReading ladder) {
    var steps = new ArrayList<PoolStep>();
    List<PoolObject> objects =
        manifests.objects(wanted.ref(), wanted.spec(), room(wanted, sight, ladder.open()));
    for (PoolObject object : objects) {
      Optional<ObjectSeen> seen =
          object.kind() == PoolKind.NODE_CLASS
              ? sight.nodeClass()
              : Optional.ofNullable(sight.nodePools().get(object.name()));
      if (seen.isEmpty()) {
        steps.add(new PoolStep.Apply(object, Optional.empty(), "it is missing"));
      } else if (!seen.get().is(object) && !seen.get().leaving()) {
        steps.add(
            new PoolStep.Apply(
                object, Optional.of(seen.get().version()), "it is not as it should be"));
      }
    }
    surplus(wanted, sight, objects).forEach(seen -> retire(seen, sight, steps));
    return steps;
  }

  private static List<Integer> room(PoolWanted wanted, PoolSight sight, int open) {
    int rungs = wanted.spec().ladder().size();
    if (wanted.killed() || wanted.spec().paused() || wanted.pendingStop().isPresent()) {
      return Rooms.closed(rungs);
    }
    var nodes = new ArrayList<Integer>();
    for (int i = 0; i < rungs; i++) {
      String name = wanted.ref().nodePool(i);
      nodes.add((int) sight.claims().stream().filter(c -> name.equals(c.nodePool())).count());
    }
    if (wanted.ban() == GpuBan.Ban.UNKNOWN) {
      return Rooms.held(nodes);
    }
    return Rooms.open(open, wanted.spec().mostNodes(), nodes);
  }

  /// Our node pools of rungs that are no longer on the ladder.
  private static List<ObjectSeen> surplus(
      PoolWanted wanted, PoolSight sight, List<PoolObject> objects) {
    return sight.nodePools().values().stream()
        .filter(seen -> wanted.ref().uid().equals(seen.owner()))
        .filter(seen -> objects.stream().noneMatch(o -> o.name().equals(seen.name())))
        .toList();
  }

  /// A node pool takes its nodes with it, so it first waits until they are gone by themselves.
  private static void retire(ObjectSeen seen, PoolSight sight, List<PoolStep> steps) {
    boolean empty = sight.claims().stream().noneMatch(c -> seen.name().equals(c.nodePool()));
    if (empty && !seen.leaving()) {
      steps.add(new PoolStep.Delete(PoolKind.NODE_POOL, seen.name(), "it left the ladder"));
    } else if (!seen.closed()) {
      steps.add(new PoolStep.Close(seen.name(), "it left the ladder"));
    }
  }

  /// Gives everything back: first the nodes, then what could start new ones.
  private PoolPlan leave(PoolWanted wanted, PoolSight sight, PoolReport report) {
    String uid = wanted.ref().uid();
    List<ObjectSeen> pools =
        sight.nodePools().values().stream().filter(seen -> uid.equals(seen.owner())).toList();
    Optional<ObjectSeen> nodeClass = sight.nodeClass().filter(seen -> uid.equals(seen.owner()));
    List<ClaimSeen> claims = new Freeing(wanted, sight).ours();
    var steps = new ArrayList<PoolStep>();
    pools.stream()
        .filter(pool -> !pool.closed() && !pool.leaving())
        .forEach(pool -> steps.add(new PoolStep.Close(pool.name(), "the pool is deleted")));
    claims.stream()
        .filter(claim -> !claim.leaving())
        .forEach(claim -> steps.add(new PoolStep.Free(claim, "the pool is deleted")));
    if (claims.isEmpty()) {
      pools.stream()
          .filter(pool -> !pool.leaving())
          .forEach(pool ->
              steps.add(new PoolStep.Delete(PoolKind.NODE_POOL, pool.name(), "no node is left")));
    }
    if (claims.isEmpty() && pools.isEmpty()) {
      nodeClass
          .filter(seen -> !seen.leaving())
          .ifPresent(seen ->
              steps.add(new PoolStep.Delete(PoolKind.NODE_CLASS, seen.name(), "no node is left")));
    }
    boolean over = claims.isEmpty() && pools.isEmpty() && nodeClass.isEmpty();
    var status = report.status(report.leaving(claims), wanted.before().stoppedAt());
    return new PoolPlan(steps, status, Optional.of(Duration.ofSeconds(1)), over);
  }

  private Optional<Verdict> obstacle(PoolWanted wanted, PoolSight sight) {
    Optional<Verdict> unfit =
        Unfit.of(wanted.spec(), config).map(u -> new Verdict(false, u.reason(), u.message()));
    if (unfit.isPresent()) {
      return unfit;
    }
    var rungs = new ArrayList<String>();
    for (int i = 0; i < wanted.spec().ladder().size(); i++) {
      rungs.add(wanted.ref().nodePool(i));
    }
    return java.util.stream.Stream.concat(
            sight.nodeClass().stream(),
            sight.nodePools().values().stream().filter(seen -> rungs.contains(seen.name())))
        .filter(seen -> !wanted.ref().uid().equals(seen.owner()))
        .findFirst()
        .map(seen ->
            new Verdict(
                false,
                "NotOurs",
                "`"
                    + seen.name()
                    + "` exists already and belongs to somebody else. Delete it, or give the pool"
                    + " another name."));
  }
}
