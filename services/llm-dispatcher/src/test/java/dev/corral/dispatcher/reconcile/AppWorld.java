package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.appkind.AppConfig;
import dev.corral.dispatcher.idle.ActivityReport;
import dev.corral.dispatcher.key.KeyRegistry;
import dev.corral.dispatcher.key.Silence;
import dev.corral.dispatcher.lifecycle.PhaseHistory;
import dev.corral.dispatcher.lifecycle.WorkloadState;
import dev.corral.dispatcher.manifest.AppBlueprint;
import dev.corral.dispatcher.manifest.AppKey;
import dev.corral.dispatcher.manifest.AppScenario;
import dev.corral.dispatcher.manifest.Blueprint;
import dev.corral.dispatcher.manifest.Child;
import dev.corral.dispatcher.manifest.ChildKind;
import dev.corral.dispatcher.plan.Clues;
import dev.corral.dispatcher.plan.Observed;
import dev.corral.dispatcher.plan.Sight;
import dev.corral.dispatcher.plan.StatusProjection;
import dev.corral.dispatcher.plan.Wanted;
import dev.corral.dispatcher.record.RecentRecords;
import dev.corral.dispatcher.record.Records;
import dev.corral.dispatcher.resource.App;
import dev.corral.dispatcher.resource.Commands;
import dev.corral.dispatcher.resource.WorkloadRef;
import dev.corral.dispatcher.storage.AccessPoints;
import io.fabric8.kubernetes.api.model.PersistentVolume;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/// One app, its cluster, its Secret, the gateway's keys, its records and a clock.
final class AppWorld implements Workloads<App>, Cluster {
  static final String UID = "0d7c9f1e-0000-4000-8000-00000000000a";
  private static final String NAME = "chat";

  final MemoryRecords records = new MemoryRecords();
  final App app = new App();
  final Map<ChildKind, Integer> created = new HashMap<>();
  final Map<String, KeyRegistry.Registration> known = new HashMap<>();
  final List<String> keysMade = new ArrayList<>();
  boolean startedWithoutKey;
  boolean gatewayAnswers = true;
  boolean exists = true;
  private final MutableClock clock = new MutableClock();
  private final AppBlueprint blueprint;
  private final AppConfig config;
  private final Map<ChildKind, Observed.Seen> children = new EnumMap<>(ChildKind.class);
  private Optional<AppSecrets.Held> secret = Optional.empty();
  private List<Pod> pods = List.of();
  private final Set<String> points = new HashSet<>();
  private Optional<PersistentVolume> volume = Optional.empty();
  private int step;
  private int versions;

  AppWorld(AppScenario scenario) {
    this.blueprint = scenario.blueprint();
    this.config = scenario.config();
    app.setMetadata(scenario.app().getMetadata().edit().withAnnotations(new HashMap<>()).build());
    app.setSpec(scenario.app().getSpec());
  }

  WorkloadLoop<App> loop() {
    return loop(new Death(Integer.MAX_VALUE, false));
  }

  /// A loop that dies at a call to anything outside it.
  @SuppressWarnings("unchecked")
  WorkloadLoop<App> loop(Death death) {
    var keys =
        new AppKeys(
            death.guard(AppSecrets.class, new OneSecret()),
            death.guard(KeyRegistry.class, new Gateway()));
    var cluster =
        new AppCluster(
            death.guard(Cluster.class, this),
            keys,
            new AppVolumes(
                death.guard(AppVolumes.Volumes.class, new Disks()),
                death.guard(AccessPoints.class, new FileSystem()),
                config));
    return new WorkloadLoop<>(
        (Workloads<App>) death.guard(Workloads.class, this),
        cluster,
        new RecentRecords(death.guard(Records.class, records), clock, new Leading()),
        new WorkloadLoop.Deciding(
            World.planner(),
            ActivityReport.NotAsked::new,
            family -> PhaseHistory.empty(),
            Optional::empty,
            new EngineHands.None()),
        clock,
        new ReconcileMeter(new SimpleMeterRegistry()));
  }

  void until(WorkloadLoop<App> loop, BooleanSupplier done) {
    for (int i = 0; i < 400 && !done.getAsBoolean(); i++) {
      step(loop);
    }
    if (!done.getAsBoolean()) {
      throw new AssertionError("does not converge; stays " + records.find(UID));
    }
  }

  void step(WorkloadLoop<App> loop) {
    if (loop.run("corral", NAME) instanceof WorkloadLoop.Outcome.Over
        && app.getMetadata().getDeletionTimestamp() != null) {
      exists = false;
    }
    kubeletStep();
    clock.advance(Duration.ofMillis(500));
  }

  boolean settledAs(Class<? extends WorkloadState> type, int replicas) {
    return records.find(UID).map(r -> type.isInstance(r.state())).orElse(false)
        && replicas() == replicas;
  }

  void command(String annotation) {
    var given = Commands.read(app.getMetadata().getAnnotations());
    var command = new Commands.Command(given.after(clock.instant()), "alice");
    app.getMetadata().getAnnotations().put(annotation, command.text());
  }

  void delete() {
    app.getMetadata().getAnnotations().put(Commands.DELETED_BY, "alice");
    app.getMetadata().setDeletionTimestamp(clock.instant().toString());
  }

  boolean empty() {
    return children.isEmpty()
        && pods.isEmpty()
        && secret.isEmpty()
        && known.isEmpty()
        && points.isEmpty();
  }

  private void kubeletStep() {
    step = replicas() == 0 ? 0 : Math.min(step + 1, Pods.LAUNCH.size() - 1);
    pods = replicas() == 0 ? List.of() : new ArrayList<>(Pods.LAUNCH.get(step));
  }

  private int replicas() {
    var deployment = children.get(ChildKind.DEPLOYMENT);
    return deployment == null ? 0 : deployment.replicas();
  }

  @Override
  public Optional<App> find(String namespace, String name) {
    return exists ? Optional.of(app) : Optional.empty();
  }

  @Override
  public Wanted wanted(App seen) {
    var meta = seen.getMetadata();
    return new Wanted(
        blueprint.ref(),
        seen.getSpec(),
        Commands.read(meta.getAnnotations()),
        meta.getDeletionTimestamp() != null);
  }

  @Override
  public Blueprint blueprint(Wanted wanted) {
    return blueprint;
  }

  @Override
  public Optional<Instant> lastUsed(App seen) {
    return Optional.empty();
  }

  @Override
  public void report(App seen, Sight sight) {
    app.setStatus(StatusProjection.ofApp(sight, "https://chat"));
  }

  @Override
  public Observed observe(WorkloadRef ref, Set<ChildKind> kinds, Optional<Instant> lastUsed) {
    return new Observed(
        new EnumMap<>(children),
        pods,
        Set.of("node-1"),
        new ActivityReport.NotAsked(),
        lastUsed,
        Clues.none());
  }

  @Override
  public Clues clues(Wanted wanted, Observed observed, Instant since) {
    return Clues.none();
  }

  @Override
  public void apply(Child child, Optional<String> over) {
    if (!children.containsKey(child.kind())) {
      created.merge(child.kind(), 1, Integer::sum);
    }
    if (child.kind() == ChildKind.SECRET) {
      String key = ((Secret) child.resource()).getData().get("corral-api-key");
      String text = new String(Base64.getDecoder().decode(key), StandardCharsets.UTF_8);
      keysMade.add(text);
      secret = Optional.of(new AppSecrets.Held(text, "", "1"));
    }
    if (child.resource() instanceof PersistentVolume made) {
      volume = Optional.of(made);
    }
    if (child.kind() == ChildKind.DEPLOYMENT && child.replicas() > 0) {
      startedWithoutKey |= !isKnown();
    }
    String version = "" + ++versions;
    children.put(
        child.kind(), new Observed.Seen(child.hash(), child.replicas(), false, version, true));
  }

  private boolean isKnown() {
    var registered = known.get(UID);
    return registered != null
        && secret.map(s -> AppKey.hash(s.key()).equals(registered.sha256())).orElse(false);
  }

  @Override
  public void protect(WorkloadRef ref, String pod, boolean on) {
    throw new AssertionError("apps hold no GPU nodes");
  }

  @Override
  public void delete(WorkloadRef ref, ChildKind kind) {
    children.remove(kind);
    if (kind == ChildKind.SECRET) {
      secret = Optional.empty();
    }
    if (kind == ChildKind.VOLUME) {
      volume = Optional.empty();
    }
  }

  /// The Secret, as far as the key goes.
  private final class OneSecret implements AppSecrets {
    @Override
    public Optional<Held> find(String namespace, String name) {
      return secret;
    }

    @Override
    public void note(String namespace, String name, String scope) {
      secret = secret.map(s -> new Held(s.key(), scope, "" + ++versions));
    }
  }

  /// The volume, as far as its access point goes.
  private final class Disks implements AppVolumes.Volumes {
    @Override
    public boolean isClaimed(WorkloadRef ref) {
      return children.containsKey(ChildKind.CLAIM);
    }

    @Override
    public Optional<PersistentVolume> find(WorkloadRef ref) {
      return volume;
    }
  }

  /// Access points, one for each client token.
  private final class FileSystem implements AccessPoints {
    @Override
    public String ensure(String fileSystem, String uid, String name, String path) {
      points.add(uid);
      return "fsap-" + uid;
    }

    @Override
    public void remove(String id) {
      points.remove(id.substring("fsap-".length()));
    }
  }

  /// The gateway's keys.
  private final class Gateway implements KeyRegistry {
    @Override
    public void register(String appUid, Registration key) {
      answer();
      known.put(appUid, key);
    }

    @Override
    public void revoke(String appUid) {
      answer();
      known.remove(appUid);
    }

    private void answer() {
      if (!gatewayAnswers) {
        throw Silence.ofTheGateway();
      }
    }
  }
}
