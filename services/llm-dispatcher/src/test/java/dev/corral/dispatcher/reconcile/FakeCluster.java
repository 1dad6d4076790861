package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.idle.ActivityReport;
import dev.corral.dispatcher.manifest.Blueprint;
import dev.corral.dispatcher.manifest.Child;
import dev.corral.dispatcher.manifest.ChildKind;
import dev.corral.dispatcher.manifest.ModelBlueprints;
import dev.corral.dispatcher.manifest.ModelFixtures;
import dev.corral.dispatcher.plan.Clues;
import dev.corral.dispatcher.plan.LaunchReading;
import dev.corral.dispatcher.plan.Observed;
import dev.corral.dispatcher.plan.Sight;
import dev.corral.dispatcher.plan.StatusProjection;
import dev.corral.dispatcher.plan.Wanted;
import dev.corral.dispatcher.resource.Commands;
import dev.corral.dispatcher.resource.Engine;
import dev.corral.dispatcher.resource.Model;
import dev.corral.dispatcher.resource.ModelSpec;
import dev.corral.dispatcher.resource.ModelStatus;
import dev.corral.dispatcher.resource.WorkloadKind;
import dev.corral.dispatcher.resource.WorkloadRef;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A cluster in memory with one model in it, and a kubelet that takes one step when told to.
final class FakeCluster implements Cluster, Workloads<Model> {
  static final String UID = "0d7c9f1e-0000-4000-8000-000000000001";

  private static final ModelBlueprints BLUEPRINTS = ModelFixtures.blueprints();

  final Model model = new Model();
  final Map<ChildKind, Integer> created = new HashMap<>();
  private final Map<ChildKind, Observed.Seen> children = new EnumMap<>(ChildKind.class);
  private List<Pod> pods = List.of();
  private int step;
  private int versions;
  private String routing = "";
  private String adapters = "[]";
  private boolean light;
  boolean exists = true;

  FakeCluster(String idleTimeout) {
    model.setMetadata(
        new ObjectMetaBuilder()
            .withName("tiny")
            .withNamespace("corral")
            .withUid(UID)
            .withAnnotations(new HashMap<>())
            .build());
    model.setSpec(
        new ModelSpec(
                Engine.OLLAMA,
                "ollama://tinyllama:1.1b-chat",
                "alice",
                null,
                null,
                null,
                null,
                idleTimeout,
                null,
                null,
                null,
                null,
                null,
                null)
            .defaulted());
  }

  @Override
  public Optional<Model> find(String namespace, String name) {
    return exists ? Optional.of(model) : Optional.empty();
  }

  @Override
  public Wanted wanted(Model seen) {
    var meta = seen.getMetadata();
    return new Wanted(
        new WorkloadRef(WorkloadKind.MODEL, meta.getNamespace(), meta.getName(), meta.getUid()),
        seen.getSpec().defaulted(),
        Commands.read(meta.getAnnotations()),
        meta.getDeletionTimestamp() != null);
  }

  /// From now on the workload's objects are only as much as decisions depend on, which is fast.
  void light() {
    light = true;
  }

  @Override
  public Blueprint blueprint(Wanted wanted) {
    if (light) {
      return new LightBlueprint();
    }
    return BLUEPRINTS.of(wanted.ref(), model.getSpec(), Optional.empty());
  }

  @Override
  public Optional<Instant> lastUsed(Model seen) {
    return Optional.ofNullable(seen.getStatus()).map(ModelStatus::lastUsed).map(Instant::parse);
  }

  @Override
  public Observed observe(WorkloadRef ref, Set<ChildKind> kinds, Optional<Instant> lastUsed) {
    return new Observed(
        Map.copyOf(children),
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
    var seen = children.get(child.kind());
    if (seen == null) {
      created.merge(child.kind(), 1, Integer::sum);
    } else if (!over.equals(Optional.of(seen.version()))) {
      throw new OutrunException(child.kind().kind(), new IllegalStateException("conflict"));
    }
    if (child.kind() == ChildKind.SERVICE) {
      adapters =
          child.resource().getMetadata().getAnnotations().getOrDefault("corral.dev/adapters", "[]");
      routing =
          child.resource().getMetadata().getAnnotations().getOrDefault("corral.dev/state", "");
    }
    String version = "" + ++versions;
    children.put(
        child.kind(), new Observed.Seen(child.hash(), child.replicas(), false, version, true));
  }

  @Override
  public void protect(WorkloadRef ref, String pod, boolean on) {
    throw new AssertionError("nothing here is on a GPU pool");
  }

  @Override
  public void delete(WorkloadRef ref, ChildKind kind) {
    children.remove(kind);
  }

  @Override
  public void report(Model seen, Sight sight) {
    model.setStatus(StatusProjection.ofModel(sight));
  }

  int replicas() {
    var deployment = children.get(ChildKind.DEPLOYMENT);
    return deployment == null ? 0 : deployment.replicas();
  }

  /// What the Service tells the proxies about the model's state.
  String routing() {
    return routing;
  }

  /// What the Service tells the proxies about the model's adapters.
  String adapters() {
    return adapters;
  }

  /// True when a pod answers that nobody is taking away.
  boolean answers() {
    return replicas() > 0 && pods.stream().anyMatch(LaunchReading::isReady);
  }

  boolean empty() {
    return children.isEmpty() && pods.isEmpty();
  }

  /// The kubelet brings the pod one step further, or takes it away.
  void kubeletStep() {
    step = replicas() == 0 ? 0 : Math.min(step + 1, Pods.LAUNCH.size() - 1);
    pods = replicas() == 0 ? List.of() : new ArrayList<>(Pods.LAUNCH.get(step));
  }

  /// The cluster shows this pod, whatever the kubelet did.
  void show(List<Pod> shown) {
    pods = shown;
  }

  void annotate(String name, String value) {
    model.getMetadata().getAnnotations().put(name, value);
  }
}
