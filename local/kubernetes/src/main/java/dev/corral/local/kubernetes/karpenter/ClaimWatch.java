package dev.corral.local.kubernetes.karpenter;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corral.local.kubernetes.controller.Pods;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.knob.GoDuration;
import dev.corral.local.kubernetes.resource.Resources;
import dev.corral.local.kubernetes.store.StoredObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Observes what [ClaimPlan] decides by, and remembers since when it is so.
final class ClaimWatch {
  private static final String BUDGETS = "policy/poddisruptionbudgets";

  private final Resources resources;
  private final Nodes nodes;
  private final Instances instances;
  private final Clock clock;
  private final Map<String, Entered> entered = new HashMap<>();
  private final Map<String, Instant> emptySince = new HashMap<>();

  private record Entered(Claim.Stage stage, Instant at) {}

  ClaimWatch(Resources resources, Nodes nodes, Instances instances, Clock clock) {
    this.resources = resources;
    this.nodes = nodes;
    this.instances = instances;
    this.clock = clock;
  }

  ClaimPlan.Observed look(Claim claim, List<Claim> claims) {
    Instant now = clock.instant();
    Optional<StoredObject> node = nodes.of(claim);
    List<StoredObject> pods = node.map(n -> nodes.podsOn(n.name())).orElse(List.of());
    Optional<Pool> pool = resources.find(Names.POOLS, "", claim.pool()).map(Pool::new);
    return new ClaimPlan.Observed(
        now,
        inStage(claim, now),
        claim.instanceId().isEmpty()
            ? Instances.State.UNKNOWN
            : instances.state(claim.instanceId()),
        node.map(NodeView::new),
        emptyFor(claim, pods, now),
        pool.flatMap(ClaimWatch::consolidateAfter),
        pool.map(p -> withinBudget(p, claims)).orElse(true),
        drain(claim, pods, now));
  }

  private Duration inStage(Claim claim, Instant now) {
    Entered last = entered.get(claim.object().uid());
    if (last == null || last.stage() != claim.stage()) {
      entered.put(claim.object().uid(), new Entered(claim.stage(), now));
      return Duration.ZERO;
    }
    return Duration.between(last.at(), now);
  }

  private Optional<Duration> emptyFor(Claim claim, List<StoredObject> pods, Instant now) {
    boolean empty = claim.stage() == Claim.Stage.RUNNING && pods.stream().allMatch(Pods::ended);
    if (!empty) {
      emptySince.remove(claim.object().uid());
      return Optional.empty();
    }
    return Optional.of(
        Duration.between(emptySince.computeIfAbsent(claim.object().uid(), uid -> now), now));
  }

  private static Optional<Duration> consolidateAfter(Pool pool) {
    return GoDuration.parse(pool.object().at("spec", "disruption", "consolidateAfter").asText());
  }

  /// Whether one more of a pool's nodes may be ended for being empty.
  private static boolean withinBudget(Pool pool, List<Claim> claims) {
    List<Claim> own = claims.stream().filter(c -> c.pool().equals(pool.name())).toList();
    int going = (int) own.stream().filter(c -> c.object().deleting()).count();
    for (JsonNode budget : pool.object().at("spec", "disruption", "budgets")) {
      boolean meant =
          !budget.has("reasons") || Json.texts(budget.path("reasons")).contains("Empty");
      boolean always = !budget.has("schedule");
      if (meant && always && going >= Disruptions.share(budget.path("nodes"), own.size())) {
        return false;
      }
    }
    return true;
  }

  private Drain drain(Claim claim, List<StoredObject> pods, Instant now) {
    if (claim.stage() != Claim.Stage.ENDING || pods.isEmpty()) {
      return Drain.none();
    }
    Disruptions budgets =
        new Disruptions(
            resources.list(BUDGETS, "").objects(), resources.list(Names.PODS, "").objects());
    return Drain.of(pods, budgets, ClaimPlan.deadline(claim), now);
  }

  /// Forgets all claims but these.
  void retain(Collection<String> uids) {
    entered.keySet().retainAll(uids);
    emptySince.keySet().retainAll(uids);
  }
}
