package dev.corral.dispatcher.pool;

import dev.corral.dispatcher.resource.Condition;
import dev.corral.dispatcher.resource.GpuPoolStatus;
import dev.corral.dispatcher.resource.GpuPoolStatus.PoolNode;
import dev.corral.dispatcher.resource.GpuPoolStatus.RungState;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a pool's status says; equal inputs give equal statuses.
final class PoolReport {
  private static final int MOST_NODES = 64;

  private final PoolWanted wanted;
  private final PoolSight sight;
  private final LadderReading ladder;
  private final Instant now;

  PoolReport(PoolWanted wanted, PoolSight sight, LadderReading ladder, Instant now) {
    this.wanted = wanted;
    this.sight = sight;
    this.ladder = ladder;
    this.now = now;
  }

  /// Whether a pool can be used, and why not.
  record Verdict(boolean ready, String reason, String message) {}

  /// The status with a refusal of the API server in it.
  static GpuPoolStatus refused(GpuPoolStatus status, String why, Instant now) {
    String message = "The cluster refuses the pool's objects: " + why;
    var ready =
        new Condition(
            "Ready",
            "False",
            "Refused",
            message.length() > 1024 ? message.substring(0, 1024) : message,
            now.toString(),
            status.observedGeneration());
    var others =
        Stream.ofNullable(status.conditions())
            .flatMap(List::stream)
            .filter(c -> !"Ready".equals(c.type()));
    return new GpuPoolStatus(
        status.nodes(),
        status.nodeCount(),
        status.quota(),
        status.hourlyCostEur(),
        status.rungs(),
        status.stoppedAt(),
        Stream.concat(Stream.of(ready), others).toList(),
        status.observedGeneration());
  }

  static Verdict withoutKarpenter() {
    return new Verdict(
        false,
        "KarpenterMissing",
        "The cluster does not know Karpenter's resources. Install Karpenter 1.14 or later with its"
            + " CRDs; the pool goes on by itself.");
  }

  /// How a pool that is being given back does.
  Verdict leaving(List<ClaimSeen> claims) {
    return claims.isEmpty()
        ? new Verdict(false, "Terminating", "Removing the pool's node pools.")
        : new Verdict(
            false,
            "NodesLeaving",
            "Waiting until these nodes are gone: "
                + claims.stream().map(c -> named(c.shown())).collect(Collectors.joining(", "))
                + ".");
  }

  /// How a pool that should run does.
  Verdict running() {
    List<String> users = sight.users().models();
    if (wanted.deleting()) {
      return new Verdict(
          false,
          "InUse",
          "The pool goes when these models are terminated: " + String.join(", ", users) + ".");
    }
    if (wanted.killed()) {
      return new Verdict(false, "Killed", "The budget forbids every GPU until an admin re-arms.");
    }
    if (wanted.ban() == GpuBan.Ban.UNKNOWN) {
      return new Verdict(
          false, "BudgetUnknown", "The kill switch cannot be read: no node starts until it can.");
    }
    if (wanted.pendingStop().isPresent()) {
      return new Verdict(false, "Stopping", "The pool's nodes are being given back.");
    }
    if (wanted.spec().paused()) {
      return new Verdict(false, "Suspended", "The pool is suspended and starts no node.");
    }
    return sight
        .nodeClass()
        .flatMap(ObjectSeen::trouble)
        .map(PoolReport::notReady)
        .or(() ->
            sight.nodePools().values().stream()
                .flatMap(pool -> pool.trouble().stream())
                .findFirst()
                .map(PoolReport::notReady))
        .orElseGet(this::ready);
  }

  GpuPoolStatus status(Verdict verdict, @Nullable String stoppedAt) {
    GpuPoolStatus before = wanted.before();
    List<PoolNode> nodes =
        sight.present()
            ? sight.claims().stream()
                .map(ClaimSeen::shown)
                .sorted(Comparator.comparing(PoolNode::claim))
                .limit(MOST_NODES)
                .toList()
            : Objects.requireNonNullElse(before.nodes(), List.of());
    return new GpuPoolStatus(
        nodes,
        nodes.size(),
        sight.quota().orElse(before.quota()),
        before.hourlyCostEur(),
        ladder.rungs(),
        stoppedAt,
        List.of(ready(verdict), capacity()),
        wanted.generation());
  }

  private Verdict ready() {
    boolean known =
        !sight.nodePools().isEmpty()
            && sight.nodePools().values().stream().allMatch(ObjectSeen::ready);
    return known
        ? new Verdict(true, "Ready", "The pool starts nodes when models need them.")
        : new Verdict(false, "Waiting", "Waiting for Karpenter to accept the pool.");
  }

  private static Verdict notReady(String message) {
    return new Verdict(
        false,
        "NodeClassNotReady",
        "Karpenter cannot use the pool's node class: "
            + message
            + ". Check the image parameter, the instance profile, and the tags of subnets and"
            + " security groups.");
  }

  private Condition ready(Verdict verdict) {
    return condition("Ready", verdict);
  }

  private Condition capacity() {
    List<GpuPoolStatus.RungStatus> resting =
        ladder.rungs().stream().filter(r -> r.state() == RungState.unavailable).toList();
    if (resting.size() < ladder.rungs().size()) {
      return condition(
          "Capacity", new Verdict(true, "Available", "At least one choice may be had."));
    }
    String why =
        resting.stream()
            .flatMap(r -> Stream.ofNullable(r.message()))
            .distinct()
            .collect(Collectors.joining(" "));
    return condition("Capacity", new Verdict(false, "NoChoiceLeft", why));
  }

  private Condition condition(String type, Verdict verdict) {
    String status = verdict.ready() ? "True" : "False";
    Optional<Condition> before =
        Stream.ofNullable(wanted.before().conditions())
            .flatMap(List::stream)
            .filter(c -> type.equals(c.type()))
            .findFirst();
    String since =
        before
            .filter(c -> status.equals(c.status()))
            .map(Condition::lastTransitionTime)
            .orElse(now.toString());
    String message = verdict.message();
    return new Condition(
        type,
        status,
        verdict.reason(),
        message.length() > 1024 ? message.substring(0, 1024) : message,
        since,
        wanted.generation());
  }

  private static String named(PoolNode node) {
    return node.instanceId() == null ? node.claim() : node.instanceId();
  }
}
