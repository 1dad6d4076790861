package dev.corral.local.kubernetes.karpenter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.controller.Pods;
import dev.corral.local.kubernetes.event.EventRecorder;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.store.StoredObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Looks at all pods that wait for a node, and carries out what [Provisioning] decides for them.
final class Provisioner {
  private final Writer writer;
  private final PoolStatus pools;
  private final EventRecorder karpenter;
  private final PodBinding binding;

  /// What was said of each pod and pool last: it is said again only when it changes.
  private final Map<String, String> said = new HashMap<>();

  Provisioner(Writer writer, PoolStatus pools, EventRecorder karpenter, PodBinding binding) {
    this.writer = writer;
    this.pools = pools;
    this.karpenter = karpenter;
    this.binding = binding;
  }

  /// Answers whether a pod could not be helped for now.
  boolean provision(Offerings offerings) {
    World world = observe(offerings);
    Set<String> still = new HashSet<>();
    world.pending().forEach(demand -> still.add(demand.pod().uid()));
    world.pools().forEach(pool -> still.add(pool.object().uid()));
    said.keySet().retainAll(still);
    List<Decision> decisions = Provisioning.decide(world);
    decisions.forEach(this::carryOut);
    return decisions.stream()
        .anyMatch(d -> d instanceof Decision.Refuse || d instanceof Decision.PassOver);
  }

  private World observe(Offerings offerings) {
    List<StoredObject> pods = writer.resources().list(Names.PODS, "").objects();
    List<Demand> pending =
        pods.stream()
            .filter(this::waits)
            .sorted(
                Comparator.comparing(
                        (StoredObject pod) -> pod.at("metadata", "creationTimestamp").asText())
                    .thenComparing(pod -> pod.key().toString()))
            .map(Demand::new)
            .toList();
    Map<String, Amounts> used = new HashMap<>();
    List<Space> spaces = new ArrayList<>();
    for (Claim claim : pending.isEmpty() ? List.<Claim>of() : pools.claims()) {
      used.merge(claim.pool(), pools.used(claim), Amounts::plus);
      space(claim, pods, offerings.types()).ifPresent(spaces::add);
    }
    List<Pool> all =
        writer.resources().list(Names.POOLS, "").objects().stream()
            .map(Pool::new)
            .sorted(Pool.ORDER)
            .toList();
    return new World(pending, all, spaces, used, offerings);
  }

  private boolean waits(StoredObject pod) {
    return pod.at("spec", "nodeName").asText().isEmpty()
        && Pods.active(pod)
        && Pods.needsPool(pod)
        && binding.ready(pod);
  }

  private Optional<Space> space(Claim claim, List<StoredObject> pods, InstanceTypes types) {
    if (claim.object().deleting()) {
      return Optional.empty();
    }
    boolean running = claim.stage() == Claim.Stage.RUNNING;
    Optional<StoredObject> node =
        running ? writer.resources().find(Names.NODES, "", claim.nodeName()) : Optional.empty();
    if (running && node.filter(n -> !n.deleting() && new NodeView(n).ready()).isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> labels = new HashMap<>();
    Amounts free = Amounts.of(claim.object().at("status", "allocatable"));
    if (free.values().isEmpty()) {
      Optional<InstanceType> expected = expected(claim, types);
      free = expected.map(InstanceType::allocatable).orElse(free);
      expected.ifPresent(type -> labels.putAll(type.labels()));
    }
    labels.putAll(claim.labels());
    node.ifPresent(found -> labels.put(Names.HOST, found.name()));
    JsonNode taints = node.map(n -> n.at("spec", "taints")).orElse(claim.taints());
    Amounts left = node.isPresent() ? free.minus(taken(claim.nodeName(), pods)) : free;
    return Optional.of(new Space(claim.name(), node.map(StoredObject::name), labels, taints, left));
  }

  private static Optional<InstanceType> expected(Claim claim, InstanceTypes types) {
    List<String> names = claim.options(Names.INSTANCE_TYPE);
    return types.all().stream().filter(type -> names.contains(type.name())).findFirst();
  }

  private static Amounts taken(String node, List<StoredObject> pods) {
    return pods.stream()
        .filter(pod -> pod.at("spec", "nodeName").asText().equals(node) && !Pods.ended(pod))
        .map(pod -> new Demand(pod).requests())
        .reduce(Amounts.none(), Amounts::plus);
  }

  private void carryOut(Decision decision) {
    switch (decision) {
      case Decision.Bind(StoredObject pod, String node) -> binding.bind(pod, node);
      case Decision.Nominate(StoredObject pod, String claim) -> {
        if (news(pod, claim)) {
          karpenter.normal(pod, "Nominated", "Pod should schedule on: nodeclaim/" + claim);
        }
      }
      case Decision.Launch(Pool pool, List<Offering> offerings, Demand demand) ->
          writer.create(Names.CLAIMS, claim(pool, offerings, demand));
      case Decision.Refuse(StoredObject pod, String why) -> {
        if (news(pod, why)) {
          karpenter.warning(pod, "FailedScheduling", "Failed to schedule pod, " + why);
        }
      }
      case Decision.PassOver(Pool pool) ->
          karpenter.once(
              pool.object(),
              "NoCompatibleInstanceTypes",
              "NodePool requirements filtered out all compatible available instance types");
    }
  }

  private boolean news(StoredObject about, String text) {
    return !text.equals(said.put(about.uid(), text));
  }

  private static ObjectNode claim(Pool pool, List<Offering> offerings, Demand demand) {
    ObjectNode labels = Json.object();
    pool.labels().forEach(labels::put);
    ObjectNode owner =
        Json.object(
                "apiVersion",
                pool.object().at("apiVersion"),
                "kind",
                "NodePool",
                "name",
                pool.name(),
                "uid",
                pool.object().uid())
            .put("blockOwnerDeletion", true);
    ObjectNode metadata = Json.object("generateName", pool.name() + "-", "labels", labels);
    metadata.set("ownerReferences", Json.array(owner));
    JsonNode annotations = pool.object().at("spec", "template", "metadata", "annotations");
    if (!annotations.isEmpty()) {
      metadata.set("annotations", annotations.deepCopy());
    }
    ObjectNode spec = Json.object("nodeClassRef", pool.template().path("nodeClassRef").deepCopy());
    for (String name :
        new String[] {"taints", "startupTaints", "expireAfter", "terminationGracePeriod"}) {
      if (pool.template().has(name)) {
        spec.set(name, pool.template().path(name).deepCopy());
      }
    }
    spec.set("requirements", requirements(pool, offerings));
    spec.set("resources", Json.object("requests", demand.requests().json()));
    return Json.object("metadata", metadata, "spec", spec);
  }

  private static ArrayNode requirements(Pool pool, List<Offering> offerings) {
    List<String> types = offerings.stream().map(o -> o.type().name()).distinct().toList();
    List<String> ways = offerings.stream().map(Offering::capacityType).distinct().toList();
    ArrayNode all = Json.array();
    for (Requirement requirement : pool.requirements()) {
      String key = requirement.key();
      if (!key.equals(Names.INSTANCE_TYPE) && !key.equals(Names.CAPACITY_TYPE)) {
        all.add(requirement.json());
      }
    }
    all.add(Requirement.in(Names.INSTANCE_TYPE, types).json());
    all.add(Requirement.in(Names.CAPACITY_TYPE, ways).json());
    return all;
  }
}
