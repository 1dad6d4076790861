package dev.corral.dispatcher.pool;

import dev.corral.dispatcher.lifecycle.Failure;
import dev.corral.dispatcher.resource.GpuPool;
import dev.corral.dispatcher.resource.GpuPoolStatus;
import dev.corral.dispatcher.resource.GpuPoolStatus.NodeState;
import dev.corral.dispatcher.resource.GpuPoolStatus.PoolNode;
import dev.corral.dispatcher.resource.GpuPoolStatus.RungStatus;
import dev.corral.dispatcher.resource.GpuPoolStatus.Try;
import dev.corral.dispatcher.resource.Rung;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads from a pool's status what somebody who waits for a node can expect.
public final class PoolOutlook {
  /// Missing capacity is asked for twice everywhere; a quota does not grow by asking again; nodes
  /// that start and do not join cost money, so two of them on the whole ladder are enough.
  private static final int MOST_TRIES = 2;

  private PoolOutlook() {}

  /// The outlook on the pool as it is.
  public static Outlook of(String name, Optional<GpuPool> pool, Instant since) {
    if (pool.isEmpty() || pool.get().getMetadata().getDeletionTimestamp() != null) {
      return hopeless("There is no GPU pool `" + name + "`. Choose another compute.");
    }
    GpuPoolStatus status = pool.get().getStatus();
    if (pool.get().getSpec().paused()) {
      return hopeless(
          "The GPU pool `" + name + "` is suspended. Resume it, or choose another compute.");
    }
    if (status == null || status.rungs() == null) {
      return new Outlook.Waiting("The GPU pool `" + name + "` is being set up.");
    }
    Optional<PoolNode> coming = coming(status);
    if (coming.isPresent()) {
      return new Outlook.Launching(comingIn(coming.get()));
    }
    return exhausted(name, pool.get(), status, since)
        .<Outlook>map(Outlook.Exhausted::new)
        .orElseGet(() -> new Outlook.Waiting(waiting(name, pool.get(), status, since)));
  }

  private static Outlook hopeless(String sentence) {
    return new Outlook.Exhausted(new Failure(Failure.Code.Capacity, sentence));
  }

  private static Optional<PoolNode> coming(GpuPoolStatus status) {
    return nodes(status).filter(node -> node.state() == NodeState.launching).findFirst();
  }

  private static String comingIn(PoolNode node) {
    String where = node.zone() == null ? "" : " in " + node.zone();
    return "A "
        + Objects.requireNonNullElse(node.instanceType(), "GPU")
        + " node is starting"
        + where
        + ".";
  }

  private static Optional<Failure> exhausted(
      String name, GpuPool pool, GpuPoolStatus status, Instant since) {
    List<RungStatus> rungs = Objects.requireNonNullElse(status.rungs(), List.of());
    long broken =
        rungs.stream().flatMap(r -> tries(r, since)).filter(PoolOutlook::bootstrap).count();
    if (broken >= MOST_TRIES) {
      return Optional.of(new Failure(Failure.Code.Bootstrap, bootstrapWords(name, rungs)));
    }
    if (rungs.isEmpty() || !rungs.stream().allMatch(r -> spent(r, since))) {
      return Optional.empty();
    }
    boolean allQuota =
        rungs.stream().allMatch(r -> tries(r, since).allMatch(t -> is(t, Failure.Code.Quota)));
    Failure.Code code = allQuota ? Failure.Code.Quota : Failure.Code.Capacity;
    return Optional.of(new Failure(code, said(rungs) + advice(code, pool)));
  }

  private static boolean spent(RungStatus rung, Instant since) {
    List<Try> tries = tries(rung, since).toList();
    return tries.size() >= MOST_TRIES || tries.stream().anyMatch(t -> is(t, Failure.Code.Quota));
  }

  private static String advice(Failure.Code code, GpuPool pool) {
    boolean spot =
        pool.getSpec().ladder().stream().anyMatch(r -> r.bought() == Rung.CapacityType.SPOT);
    return code == Failure.Code.Quota
        ? " Ask for a higher quota in AWS Service Quotas (EC2: "
            + (spot ? "L-DB2E81BA on-demand, L-3819A6DF spot" : "L-DB2E81BA")
            + "), or stop other GPU nodes; then wake the model."
        : " Wake the model later, or add other instance types or zones to the pool `"
            + pool.getMetadata().getName()
            + "`.";
  }

  private static String bootstrapWords(String name, List<RungStatus> rungs) {
    return said(rungs)
        + " Check the pool's image, instance profile, subnets and the events of its NodeClaims"
        + " (kubectl get nodeclaim -l "
        + PoolRef.LABEL
        + "="
        + name
        + "); then wake the model.";
  }

  private static String waiting(String name, GpuPool pool, GpuPoolStatus status, Instant since) {
    Optional<String> notReady =
        Stream.ofNullable(status.conditions())
            .flatMap(List::stream)
            .filter(c -> "Ready".equals(c.type()) && "False".equals(c.status()))
            .flatMap(c -> Stream.ofNullable(c.message()))
            .findFirst();
    if (notReady.isPresent()) {
      return notReady.get();
    }
    List<RungStatus> rungs = Objects.requireNonNullElse(status.rungs(), List.of());
    List<RungStatus> tried =
        rungs.stream().filter(r -> tries(r, since).findAny().isPresent()).toList();
    if (!tried.isEmpty()) {
      return said(tried) + " Trying the next choice.";
    }
    if (rungs.stream().allMatch(r -> r.state() == GpuPoolStatus.RungState.unavailable)) {
      return said(rungs) + " Trying again within a few minutes.";
    }
    long standing = nodes(status).filter(n -> n.state() != NodeState.requested).count();
    if (standing >= pool.getSpec().mostNodes()) {
      return "All nodes that the GPU pool `" + name + "` may have are in use.";
    }
    return "Waiting for a node of the GPU pool `" + name + "`.";
  }

  private static String said(List<RungStatus> rungs) {
    return rungs.stream()
        .flatMap(r -> Stream.ofNullable(r.message()))
        .distinct()
        .collect(Collectors.joining(" "));
  }

  private static Stream<PoolNode> nodes(GpuPoolStatus status) {
    return Stream.ofNullable(status.nodes()).flatMap(List::stream);
  }

  private static Stream<Try> tries(RungStatus rung, Instant since) {
    return Stream.ofNullable(rung.tries())
        .flatMap(List::stream)
        .filter(t -> !Instant.parse(t.at()).isBefore(since.minusSeconds(1)));
  }

  private static boolean bootstrap(Try attempt) {
    return is(attempt, Failure.Code.Bootstrap);
  }

  private static boolean is(Try attempt, Failure.Code code) {
    return code.name().equals(attempt.code());
  }
}
