package dev.corral.local.kubernetes.karpenter;

import dev.corral.local.kubernetes.controller.Reconciler;
import dev.corral.local.kubernetes.event.EventRecorder;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.resource.Resources;
import dev.corral.local.kubernetes.resource.Terms;
import dev.corral.local.kubernetes.store.ObjectKey;
import dev.corral.local.kubernetes.store.StoreEvent;
import dev.corral.local.kubernetes.store.StoredObject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// Observes claims, pools, node classes and waiting pods, plans, carries out, and comes back.
public final class SimulatedKarpenter implements Reconciler {
  private static final String CONFIG_MAPS = "/configmaps";
  private static final ObjectKey KNOBS =
      new ObjectKey(CONFIG_MAPS, "kube-system", "simulated-karpenter");

  /// Stands for all pods that wait: they are looked at together.
  private static final ObjectKey WAITING = new ObjectKey("karpenter.sh/waiting", "", "pods");

  private final Resources resources;
  private final Clock clock;
  private final InstanceTypes types;
  private final List<String> zones;
  private final SoldOut soldOut;
  private final Parts parts;

  /// The machinery that carries out.
  private record Parts(
      Provisioner provisioner,
      PoolStatus pools,
      NodeClasses classes,
      ClaimWatch watch,
      ClaimLaunch launch,
      ClaimSteps steps) {}

  /// Where instances come from.
  ///
  /// @param endpoint EC2; absent when instances are only made up
  public record Cloud(Optional<URI> endpoint, String region, String clusterName) {}

  private SimulatedKarpenter(Resources resources, Cloud cloud, Clock clock, SoldOut soldOut) {
    this.resources = resources;
    this.clock = clock;
    this.types = InstanceTypes.known();
    this.zones = List.of(cloud.region() + "a", cloud.region() + "b", cloud.region() + "c");
    this.soldOut = soldOut;
    Instances instances = instances(cloud, clock);
    Writer writer = new Writer(resources, clock);
    EventRecorder events = new EventRecorder(resources, clock, "karpenter");
    EventRecorder scheduler = new EventRecorder(resources, clock, "default-scheduler");
    PoolStatus pools = new PoolStatus(writer, types);
    Nodes nodes = new Nodes(writer);
    Launches launches = new Launches(writer, instances, cloud.clusterName());
    this.parts =
        new Parts(
            new Provisioner(writer, pools, events, new PodBinding(resources, scheduler)),
            pools,
            new NodeClasses(writer, events, zones),
            new ClaimWatch(resources, nodes, instances, clock),
            new ClaimLaunch(writer, launches, soldOut, events, clock),
            new ClaimSteps(writer, nodes, pools, events, instances));
  }

  private static Instances instances(Cloud cloud, Clock clock) {
    return cloud
        .endpoint()
        .<Instances>map(at -> new Ec2Instances(new Ec2Call(at, cloud.region()), clock))
        .orElseGet(MadeUpInstances::new);
  }

  /// A Karpenter for this cloud, its ConfigMap in place.
  public static SimulatedKarpenter with(Resources resources, Cloud cloud, Clock clock) {
    if (resources.store().get(KNOBS).isEmpty()) {
      var map =
          Json.object("metadata", Json.object("name", KNOBS.name()), "data", Knobs.defaults());
      resources.create(
          resources.kinds().builtin(CONFIG_MAPS), KNOBS.namespace(), map, Terms.by("karpenter"));
    }
    return new SimulatedKarpenter(resources, cloud, clock, new SoldOut());
  }

  @Override
  public Collection<ObjectKey> affectedBy(StoreEvent event) {
    StoredObject object = event.object();
    List<ObjectKey> keys = new ArrayList<>();
    switch (object.key().resource()) {
      case CONFIG_MAPS -> {
        if (object.key().equals(KNOBS)) {
          everything(keys);
        } else if (object.name().equals("simulated-kubelet")) {
          keys.add(WAITING);
        }
      }
      case Names.PODS -> {
        keys.add(WAITING);
        claimOf(object.at("spec", "nodeName").asText(), keys);
      }
      case Names.NODES -> {
        keys.add(WAITING);
        claimOf(object.name(), keys);
      }
      case Names.CLAIMS -> {
        keys.add(object.key());
        keys.add(WAITING);
        keys.add(new ObjectKey(Names.POOLS, "", new Claim(object).pool()));
        keys.add(new ObjectKey(Names.CLASSES, "", new Claim(object).nodeClass()));
      }
      case Names.POOLS -> keys.addAll(List.of(object.key(), WAITING));
      case "/persistentvolumeclaims" -> keys.add(WAITING);
      case Names.CLASSES -> {
        keys.add(object.key());
        all(Names.POOLS, keys);
      }
      default -> {}
    }
    return keys;
  }

  private void everything(List<ObjectKey> keys) {
    keys.add(KNOBS);
    keys.add(WAITING);
    all(Names.POOLS, keys);
    all(Names.CLAIMS, keys);
    all(Names.CLASSES, keys);
  }

  private void all(String storage, List<ObjectKey> keys) {
    resources.list(storage, "").objects().forEach(object -> keys.add(object.key()));
  }

  private void claimOf(String node, List<ObjectKey> keys) {
    if (!node.isEmpty()) {
      resources.list(Names.CLAIMS, "").objects().stream()
          .filter(claim -> new Claim(claim).nodeName().equals(node))
          .forEach(claim -> keys.add(claim.key()));
    }
  }

  private Knobs knobs() {
    return new Knobs(
        resources.store().get(KNOBS).map(map -> map.at("data")).orElseGet(Json::object));
  }

  @Override
  public Optional<Duration> reconcile(ObjectKey key) {
    Knobs knobs = knobs();
    if (key.equals(KNOBS)) {
      soldOut.forget();
      return Optional.empty();
    }
    if (knobs.paused()) {
      return Optional.empty();
    }
    return key.equals(WAITING) ? provision() : one(key, knobs);
  }

  private Optional<Duration> provision() {
    return parts.provisioner().provision(offerings())
        ? soldOut.first(clock.instant())
        : Optional.empty();
  }

  private Offerings offerings() {
    return new Offerings(types, zones, soldOut.markets(clock.instant()));
  }

  private Optional<Duration> one(ObjectKey key, Knobs knobs) {
    Optional<StoredObject> found = resources.store().get(key);
    switch (key.resource()) {
      case Names.CLASSES ->
          found.ifPresent(object -> parts.classes().reconcile(object, parts.pools().claims()));
      case Names.POOLS -> found.filter(pool -> !pool.deleting()).ifPresent(parts.pools()::report);
      default -> {
        return claim(found.map(Claim::new), knobs);
      }
    }
    return Optional.empty();
  }

  private Optional<Duration> claim(Optional<Claim> found, Knobs knobs) {
    List<Claim> claims = parts.pools().claims();
    if (found.isEmpty()) {
      parts.watch().retain(claims.stream().map(claim -> claim.object().uid()).toList());
      return Optional.empty();
    }
    Claim claim = found.get();
    ClaimStep step = new ClaimPlan(claim, knobs, parts.watch().look(claim, claims)).next();
    return step instanceof ClaimStep.Launch
        ? parts.launch().launch(claim, offerings(), knobs)
        : parts.steps().take(claim, step);
  }
}
