package dev.corral.local.kubernetes.karpenter;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Decides where pods go, and nothing else: to a node with room, to a claim on its way, or to a new
/// claim of the heaviest pool that can help.
final class Provisioning {
  private static final String NODES = "nodes";

  private final World world;
  private final List<Space> spaces;
  private final Map<String, Amounts> used;
  private final Map<Pool, List<Offering>> templates = new HashMap<>();
  private final List<Pool> pools = new ArrayList<>();
  private final List<Decision> decisions = new ArrayList<>();

  private Provisioning(World world) {
    this.world = world;
    this.spaces = new ArrayList<>(world.spaces());
    this.used = new HashMap<>(world.used());
  }

  static List<Decision> decide(World world) {
    Provisioning provisioning = new Provisioning(world);
    if (!world.pending().isEmpty()) {
      provisioning.prepare();
      world.pending().forEach(provisioning::place);
    }
    return provisioning.decisions;
  }

  private void prepare() {
    for (Pool pool : world.pools()) {
      List<Offering> offerings =
          pool.usable()
              ? world.offerings().meeting(pool.name(), pool.requirements(), pool.labels())
              : List.of();
      if (!offerings.isEmpty()) {
        pools.add(pool);
        templates.put(pool, offerings);
      } else if (pool.usable()) {
        decisions.add(new Decision.PassOver(pool));
      }
    }
  }

  private void place(Demand demand) {
    for (int i = 0; i < spaces.size(); i++) {
      Space space = spaces.get(i);
      if (space.takes(demand)) {
        spaces.set(i, space.after(demand));
        onto(space, demand).ifPresent(decisions::add);
        return;
      }
    }
    grow(demand);
  }

  private static Optional<Decision> onto(Space space, Demand demand) {
    if (space.node().isPresent()) {
      return Optional.of(new Decision.Bind(demand.pod(), space.node().get()));
    }
    return space.claim().isEmpty()
        ? Optional.empty()
        : Optional.of(new Decision.Nominate(demand.pod(), space.claim()));
  }

  private void grow(Demand demand) {
    if (pools.isEmpty()) {
      decisions.add(new Decision.Refuse(demand.pod(), nothing()));
      return;
    }
    List<String> refusals = new ArrayList<>();
    for (Pool pool : pools) {
      List<Offering> offerings = templates.getOrDefault(pool, List.of());
      Optional<String> refusal = limited(pool, offerings);
      if (refusal.isEmpty()) {
        List<Offering> fitting = fitting(pool, demand, withinLimits(pool, offerings));
        if (!fitting.isEmpty()) {
          launch(pool, fitting, demand);
          return;
        }
        refusal = Optional.of(unfit(pool, demand));
      }
      refusals.add(refusal.get());
    }
    decisions.add(new Decision.Refuse(demand.pod(), String.join("; ", refusals)));
  }

  private String nothing() {
    return world.pools().stream().noneMatch(Pool::usable)
        ? "no nodepools found"
        : "nodepool requirements filtered out all available instance types";
  }

  private Amounts remaining(Pool pool) {
    Amounts spent = used.getOrDefault(pool.name(), Amounts.none());
    Amounts left = Amounts.none();
    for (Map.Entry<String, BigDecimal> limit : pool.limits().values().entrySet()) {
      left = left.with(limit.getKey(), limit.getValue().subtract(spent.of(limit.getKey())));
    }
    return left;
  }

  private Optional<String> limited(Pool pool, List<Offering> offerings) {
    Amounts remaining = remaining(pool);
    String which = " (NodePool=" + pool.name() + ")";
    if (remaining.values().containsKey(NODES) && remaining.of(NODES).signum() <= 0) {
      return Optional.of("node limits have been exhausted for nodepool" + which);
    }
    return withinLimits(pool, offerings).isEmpty()
        ? Optional.of("all available instance types exceed limits for nodepool" + which)
        : Optional.empty();
  }

  private List<Offering> withinLimits(Pool pool, List<Offering> offerings) {
    Amounts remaining = remaining(pool);
    return offerings.stream()
        .filter(
            offering -> offering.type().capacity().with(NODES, BigDecimal.ONE).within(remaining))
        .toList();
  }

  private static List<Offering> fitting(Pool pool, Demand demand, List<Offering> offerings) {
    if (Taints.refused(pool.taints(), demand.tolerations()).isPresent()) {
      return List.of();
    }
    return offerings.stream()
        .filter(offering -> demand.requests().fitIn(offering.type().allocatable()))
        .filter(offering -> {
          Map<String, String> labels = new HashMap<>(offering.labels());
          labels.putAll(pool.labels());
          return demand.accepts(labels);
        })
        .toList();
  }

  private static String unfit(Pool pool, Demand demand) {
    Optional<String> taint = Taints.refused(pool.taints(), demand.tolerations());
    if (taint.isPresent()) {
      return "did not tolerate taint (taint=" + taint.get() + ")";
    }
    String requirements =
        String.join(
            ", ", pool.requirements().stream().map(Requirement::toString).sorted().toList());
    for (Requirement wanted : demand.selected()) {
      String offered = pool.labels().get(wanted.key());
      if (offered != null && !wanted.metBy(pool.labels())) {
        return "incompatible requirements, key %s, %s not in %s In [%s]"
            .formatted(wanted.key(), wanted, wanted.key(), offered);
      }
    }
    return "no instance type met the scheduling requirements or had enough resources, requirements="
        + requirements
        + ", resources="
        + demand.requests();
  }

  private void launch(Pool pool, List<Offering> offerings, Demand demand) {
    decisions.add(new Decision.Launch(pool, offerings, demand));
    InstanceType first = offerings.getFirst().type();
    Map<String, String> labels = new HashMap<>(offerings.getFirst().labels());
    labels.putAll(pool.labels());
    Space space = new Space("", Optional.empty(), labels, pool.taints(), first.allocatable());
    spaces.add(space.after(demand));
    Amounts most =
        offerings.stream().map(o -> o.type().capacity()).reduce(Amounts.none(), Amounts::max);
    used.merge(pool.name(), most.with(NODES, BigDecimal.ONE), Amounts::plus);
  }
}
