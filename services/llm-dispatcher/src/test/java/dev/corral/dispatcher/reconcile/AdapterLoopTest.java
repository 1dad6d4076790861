package dev.corral.dispatcher.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corral.dispatcher.adapter.AdapterDesk;
import dev.corral.dispatcher.adapter.AdapterTimes;
import dev.corral.dispatcher.adapter.AdapterWish;
import dev.corral.dispatcher.adapter.EngineDoor;
import dev.corral.dispatcher.lead.Leadership;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.manifest.Blueprint;
import dev.corral.dispatcher.manifest.Child;
import dev.corral.dispatcher.manifest.ChildKind;
import dev.corral.dispatcher.plan.Sight;
import dev.corral.dispatcher.plan.Wanted;
import dev.corral.dispatcher.resource.AdapterStatus;
import dev.corral.dispatcher.resource.Model;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/// The whole loop with a model that has adapters: a name is told to the proxies only after the
/// engine has it, and taken back before the engine loses it.
class AdapterLoopTest {
  private final World world = new World("5m");
  private final OneEngine engine = new OneEngine();
  private final Adapted models = new Adapted();

  @Test
  void loadedToldTakenBackAndToldAgain() {
    var loop = world.loop(models, world.cluster, world.records, hands());
    models.wish = wish("legal", "support");
    world.until(loop, () -> world.settledAs(WorkloadState.Active.class, 1));
    world.until(loop, () -> told().equals("[legal, support]"));
    assertThat(engine.has).containsExactlyInAnyOrder("legal", "support");
    assertThat(statuses()).allMatch(AdapterStatus::loaded);
    models.wish = wish("support");
    world.until(loop, () -> engine.has.equals(Set.of("support")));
    assertThat(told()).isEqualTo("[support]");
    world.stop();
    world.until(loop, () -> world.settledAs(WorkloadState.Idle.class, 0));
    assertThat(told()).isEqualTo("[]");
    assertThat(statuses().getFirst().message()).isEqualTo("It is loaded when the model runs.");
    engine.has.clear();
    world.clock.advance(Duration.ofMinutes(1));
    world.wake();
    world.until(loop, () -> told().equals("[support]"));
    assertThat(engine.has).containsExactly("support");
  }

  @Test
  void anEngineThatRefusesOneAdapterServesAllTheSame() {
    var loop = world.loop(models, world.cluster, world.records, hands());
    engine.refused = "legal";
    models.wish = wish("legal", "support");
    world.until(loop, () -> told().equals("[support]"));
    assertThat(world.settledAs(WorkloadState.Active.class, 1)).isTrue();
    world.until(loop, () -> "The rank is too large.".equals(statuses().getFirst().message()));
    engine.refused = "";
    world.until(loop, () -> told().equals("[legal, support]"));
  }

  private List<AdapterStatus> statuses() {
    return Objects.requireNonNullElse(
        Objects.requireNonNull(world.cluster.model.getStatus()).adapters(), List.of());
  }

  private String told() {
    return models.told;
  }

  private static AdapterWish wish(String... names) {
    return new AdapterWish(
        List.of(names).stream().map(n -> new AdapterWish.One(n, Optional.empty())).toList());
  }

  private EngineHands hands() {
    AdapterTimes times =
        new SmallRyeConfigBuilder()
            .withConverter(Duration.class, 200, new DurationConverter())
            .withMapping(AdapterTimes.class)
            .build()
            .getConfigMapping(AdapterTimes.class);
    var desk =
        new AdapterDesk(engine, times, world.clock, Executors.newVirtualThreadPerTaskExecutor());
    return new EngineHands.AtDesk(desk, new Leading());
  }

  private static final class Leading implements Leadership {
    @Override
    public boolean leads() {
      return true;
    }

    @Override
    public long generation() {
      return 1;
    }
  }

  /// What proxies may route was loaded at that moment, or this fails.
  private final class Adapted implements Workloads<Model> {
    AdapterWish wish = AdapterWish.none();
    String told = "[]";

    @Override
    public Optional<Model> find(String namespace, String name) {
      return world.cluster.find(namespace, name);
    }

    @Override
    public Wanted wanted(Model model) {
      return world.cluster.wanted(model);
    }

    @Override
    public Blueprint blueprint(Wanted wanted) {
      return new WithAdapters(this, wish, List.of());
    }

    @Override
    public Optional<Instant> lastUsed(Model model) {
      return world.cluster.lastUsed(model);
    }

    @Override
    public void report(Model model, Sight sight) {
      world.cluster.report(model, sight);
      told = world.cluster.adapters();
      if (sight.record().state() instanceof WorkloadState.Serving && sight.ready() > 0) {
        for (String name : told.replaceAll("[\\[\\] ]", "").split(",")) {
          assertThat(name.isEmpty() || engine.has.contains(name)).as(name).isTrue();
        }
      }
    }
  }

  private record WithAdapters(Adapted models, AdapterWish adapters, List<String> announced)
      implements Blueprint {
    @Override
    public List<Child> children(WorkloadState state, int replicas) {
      var service =
          new ServiceBuilder()
              .withNewMetadata()
              .addToAnnotations("corral.dev/adapters", announced.toString())
              .endMetadata()
              .build();
      String hash = state.visible().wire() + announced;
      return List.of(
          Child.kept(ChildKind.SERVICE, service, hash, 0),
          Child.kept(ChildKind.DEPLOYMENT, new DeploymentBuilder().build(), "same", replicas));
    }

    @Override
    public Set<ChildKind> kinds() {
      return EnumSet.of(ChildKind.SERVICE, ChildKind.DEPLOYMENT);
    }

    @Override
    public boolean hasPods() {
      return true;
    }

    @Override
    public Blueprint announcing(List<String> names) {
      return new WithAdapters(models, adapters, names);
    }
  }

  /// The engine of the one pod.
  private static final class OneEngine implements EngineDoor {
    final Set<String> has = ConcurrentHashMap.newKeySet();
    volatile String refused = "";

    @Override
    public List<String> loaded(URI at, String model) {
      return List.copyOf(has);
    }

    @Override
    public Answer load(URI at, String model, String adapter) {
      if (adapter.equals(refused)) {
        return new Failed("The rank is too large.");
      }
      has.add(adapter);
      return new Done();
    }

    @Override
    public Answer unload(URI at, String model, String adapter) {
      has.remove(adapter);
      return new Done();
    }
  }
}
