package dev.corral.local.kubernetes.karpenter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.store.StoredObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Buys the instance of a claim.
final class Launches {
  private static final String POOL = "corral.dev/pool";

  private final Writer writer;
  private final Instances instances;
  private final String clusterName;

  Launches(Writer writer, Instances instances, String clusterName) {
    this.writer = writer;
    this.instances = instances;
    this.clusterName = clusterName;
  }

  /// What came of it, with the failures that were asked for in place of EC2's own.
  Instances.Purchase buy(Claim claim, List<Offering> offerings, Optional<Knobs.Fault> fault) {
    List<Offering> markets = oncePerMarket(offerings);
    if (fault.filter(f -> f == Knobs.Fault.CAPACITY).isPresent()) {
      return new Instances.SoldOut(markets.stream().map(FleetErrors::noCapacity).toList(), true);
    }
    if (fault.filter(f -> f == Knobs.Fault.QUOTA).isPresent()) {
      return new Instances.SoldOut(markets.stream().map(FleetErrors::noQuota).toList(), true);
    }
    return instances.buy(order(claim, markets));
  }

  private static List<Offering> oncePerMarket(List<Offering> offerings) {
    Map<String, Offering> first = new LinkedHashMap<>();
    offerings.forEach(offering -> first.putIfAbsent(offering.market(), offering));
    return new ArrayList<>(first.values());
  }

  private Instances.Order order(Claim claim, List<Offering> offerings) {
    Optional<StoredObject> nodeClass =
        writer.resources().find(Names.CLASSES, "", claim.nodeClass());
    return new Instances.Order(
        claim.object().uid(),
        offerings,
        nodeClass.map(NodeClasses::image).orElse(""),
        nodeClass.map(c -> c.at("spec", "instanceProfile").asText()).orElse(""),
        tags(claim, nodeClass));
  }

  private Map<String, String> tags(Claim claim, Optional<StoredObject> nodeClass) {
    Map<String, String> tags = new TreeMap<>();
    nodeClass.ifPresent(found ->
        found
            .at("spec", "tags")
            .properties()
            .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText())));
    tags.put("kubernetes.io/cluster/" + clusterName, "owned");
    tags.put("eks:eks-cluster-name", clusterName);
    tags.put(Names.NODE_POOL, claim.pool());
    tags.put("karpenter.sh/nodeclaim", claim.name());
    tags.put(Names.NODE_CLASS, claim.nodeClass());
    String pool = claim.labels().getOrDefault(POOL, "");
    if (!pool.isEmpty()) {
      tags.put(POOL, pool);
    }
    return tags;
  }

  /// Writes down what was bought.
  void note(Claim claim, Instances.Bought bought) {
    Offering offering = bought.offering();
    writer.edit(
        claim.object(),
        next -> {
          ObjectNode labels = Json.at(next, "metadata", "labels");
          offering
              .labels()
              .forEach((key, value) -> {
                if (!labels.has(key)) {
                  labels.put(key, value);
                }
              });
        });
    writer.conditions(
        claim.object(),
        Conditions.OF_CLAIM,
        conditions -> {
          ObjectNode status = Json.at(conditions.object(), "status");
          status.put("providerID", "aws:///" + offering.zone() + "/" + bought.id());
          status.set("capacity", offering.type().capacity().json());
          status.set("allocatable", offering.type().allocatable().json());
          writer
              .resources()
              .find(Names.CLASSES, "", claim.nodeClass())
              .ifPresent(found -> status.put("imageID", NodeClasses.image(found)));
          conditions.holds("Launched");
          conditions.unknown("Registered", "NodeNotFound", "Node not registered with cluster");
        });
  }
}
