package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.pool.ClaimEvent;
import dev.corral.dispatcher.pool.ClaimSeen;
import dev.corral.dispatcher.pool.ObjectSeen;
import dev.corral.dispatcher.pool.PoolKind;
import dev.corral.dispatcher.pool.PoolSight;
import dev.corral.dispatcher.pool.PoolSights;
import dev.corral.dispatcher.pool.PoolStep;
import dev.corral.dispatcher.resource.GpuPool;
import dev.corral.dispatcher.resource.GpuPoolStatus;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// A cluster in memory with one pool in it, and a Karpenter that takes one step when told to.
final class FakePools implements Pools {
  final GpuPool pool = PoolSights.pool();
  final Map<String, GenericKubernetesResource> nodePools = new TreeMap<>();
  final Map<String, ClaimSeen> claims = new LinkedHashMap<>();
  final Set<Integer> soldOut = new LinkedHashSet<>();
  final Set<String> told = new LinkedHashSet<>();
  final List<ClaimEvent> events = new ArrayList<>();
  PoolSight.Users users = PoolSight.Users.NOBODY;
  Optional<GenericKubernetesResource> nodeClass = Optional.empty();
  boolean exists = true;
  boolean present = true;
  int pods;
  int most;
  private int count;

  @Override
  public Optional<GpuPool> find(String namespace, String name) {
    return exists ? Optional.of(Serialization.clone(pool)) : Optional.empty();
  }

  @Override
  public PoolSight observe(GpuPool seen) {
    if (!present) {
      return PoolSight.withoutKarpenter(users);
    }
    var found = new TreeMap<String, ObjectSeen>();
    nodePools.forEach((name, object) -> found.put(name, ObjectSeen.of(object)));
    return new PoolSight(
        true,
        List.copyOf(claims.values()),
        found,
        nodeClass.map(ObjectSeen::of),
        List.copyOf(events),
        users,
        Optional.of(8));
  }

  @Override
  public void take(GpuPool seen, PoolStep step) {
    switch (step) {
      case PoolStep.Apply apply -> {
        GenericKubernetesResource object = Serialization.clone(apply.object().resource());
        object.setAdditionalProperty(
            "status", Map.of("conditions", List.of(Map.of("type", "Ready", "status", "True"))));
        if (apply.object().kind() == PoolKind.NODE_CLASS) {
          nodeClass = Optional.of(object);
        } else {
          nodePools.put(apply.object().name(), object);
        }
      }
      case PoolStep.Close close -> limit(close.nodePool());
      case PoolStep.Delete delete -> {
        if (delete.kind() == PoolKind.NODE_CLASS) {
          nodeClass = Optional.empty();
        } else {
          nodePools.remove(delete.name());
        }
      }
      case PoolStep.Free free -> claims.computeIfPresent(free.claim().name(), (n, c) -> leaving(c));
      case PoolStep.Tell tell -> told.add(tell.claim() + " " + tell.code());
    }
  }

  @Override
  public void report(GpuPool seen, GpuPoolStatus status) {
    pool.setStatus(Serialization.clone(status));
  }

  /// Karpenter gives each waiting pod a node where a node pool has room, and ends leaving ones.
  void karpenterStep(Instant now) {
    claims.values().removeIf(ClaimSeen::leaving);
    claims.replaceAll((name, claim) -> running(name, claim));
    for (int rung = 0; claims.size() < pods && rung < 3; rung++) {
      int here = rung;
      long used = claims.keySet().stream().filter(n -> n.startsWith("corral-gpu-" + here)).count();
      if (used < room(rung)) {
        String suffix = "c" + count++;
        if (soldOut.contains(rung)) {
          String name = "corral-gpu-" + rung + "-" + suffix;
          String said = "with fleet error(s), InsufficientInstanceCapacity: none";
          events.add(new ClaimEvent(name, "InsufficientCapacityError", said, now));
          return;
        }
        var claim = PoolSights.claim(rung, suffix, now, "Launched=True", "Registered=Unknown");
        claims.put(claim.name(), claim);
      }
    }
    most = Math.max(most, claims.size());
  }

  int room(int rung) {
    var object = nodePools.get("corral-gpu-" + rung);
    return object == null
        ? 0
        : Integer.parseInt(ObjectSeen.of(object).limits().getOrDefault("nodes", "0"));
  }

  private void limit(String name) {
    var object = Objects.requireNonNull(nodePools.get(name));
    var spec = new HashMap<String, Object>();
    if (object.getAdditionalProperties().get("spec") instanceof Map<?, ?> before) {
      before.forEach((field, value) -> spec.put(String.valueOf(field), value));
    }
    spec.put("limits", Map.of("nodes", "0", "cpu", "0", "nvidia.com/gpu", "0"));
    object.setAdditionalProperty("spec", spec);
  }

  private static ClaimSeen leaving(ClaimSeen claim) {
    return new ClaimSeen(
        claim.name(), claim.owner(), claim.labels(), claim.status(), true, claim.createdAt());
  }

  private static ClaimSeen running(String name, ClaimSeen claim) {
    String[] parts = name.split("-", -1);
    return PoolSights.claim(
        Integer.parseInt(parts[2]),
        parts[3],
        claim.createdAt(),
        "Launched=True",
        "Registered=True",
        "Initialized=True");
  }
}
