package dev.corral.local.kubernetes.karpenter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.store.StoredObject;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What NodePools report: whether they can be used, what they hold, how their nodes fare.
final class PoolStatus {
  private static final int REMEMBERED = 4;

  private final Writer writer;
  private final InstanceTypes types;
  private final Map<String, Deque<Boolean>> outcomes = new HashMap<>();

  PoolStatus(Writer writer, InstanceTypes types) {
    this.writer = writer;
    this.types = types;
  }

  List<Claim> claims() {
    return writer.resources().list(Names.CLAIMS, "").objects().stream().map(Claim::new).toList();
  }

  /// What a claim uses up: its instance, or the largest it may become.
  Amounts used(Claim claim) {
    Amounts capacity = Amounts.of(claim.object().at("status", "capacity"));
    if (capacity.values().isEmpty()) {
      List<String> names = claim.options(Names.INSTANCE_TYPE);
      capacity =
          types.all().stream()
              .filter(type -> names.contains(type.name()))
              .map(InstanceType::capacity)
              .reduce(Amounts.none(), Amounts::max);
    }
    return capacity.with("nodes", BigDecimal.ONE);
  }

  void report(StoredObject object) {
    Pool pool = new Pool(object);
    Amounts sum = Amounts.none().with("nodes", BigDecimal.ZERO);
    for (Claim claim : claims()) {
      if (claim.pool().equals(pool.name())) {
        sum = sum.plus(used(claim));
      }
    }
    Amounts total = sum;
    Optional<StoredObject> nodeClass = writer.resources().find(Names.CLASSES, "", pool.nodeClass());
    writer.conditions(
        object,
        Conditions.OF_POOL,
        conditions -> {
          ObjectNode status = Json.at(conditions.object(), "status");
          status.set("resources", total.json());
          status.put("nodes", total.of("nodes").intValue());
          conditions.begin();
          conditions.holds("ValidationSucceeded");
          classReady(conditions, nodeClass);
        });
  }

  private static void classReady(Conditions conditions, Optional<StoredObject> nodeClass) {
    if (nodeClass.isEmpty()) {
      conditions.fails("NodeClassReady", "NodeClassNotFound", "NodeClass not found on cluster");
    } else if (nodeClass.get().deleting()) {
      conditions.fails("NodeClassReady", "NodeClassTerminating", "NodeClass is Terminating");
    } else if (Conditions.holds(nodeClass.get(), "Ready")) {
      conditions.holds("NodeClassReady");
    } else {
      conditions.fails(
          "NodeClassReady", "NodeClassReadinessUnknown", "Node Class Readiness Unknown");
    }
  }

  /// Remembers whether a claim's node came, and says so once half of the last four did not.
  void registered(Claim claim, boolean good) {
    Optional<StoredObject> pool = writer.resources().find(Names.POOLS, "", claim.pool());
    if (pool.isEmpty()) {
      return;
    }
    Deque<Boolean> last = outcomes.computeIfAbsent(pool.get().uid(), uid -> new ArrayDeque<>());
    last.addLast(good);
    if (last.size() > REMEMBERED) {
      last.removeFirst();
    }
    long bad = last.stream().filter(outcome -> !outcome).count();
    writer.conditions(
        pool.get(),
        Conditions.OF_POOL,
        conditions -> {
          if (bad * 2 >= REMEMBERED) {
            blame(conditions, claim);
          } else if (good) {
            conditions.holds("NodeRegistrationHealthy");
          }
        });
  }

  private static void blame(Conditions conditions, Claim claim) {
    var launched = Conditions.find(claim.object().json(), "Launched");
    if (claim.launched()) {
      conditions.fails("NodeRegistrationHealthy", "RegistrationFailed", "Failed to register node");
    } else {
      conditions.fails(
          "NodeRegistrationHealthy",
          launched.path("reason").asText("LaunchFailed"),
          launched.path("message").asText());
    }
  }
}
