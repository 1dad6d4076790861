package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.idle.ActivityReport;
import dev.corral.dispatcher.manifest.Child;
import dev.corral.dispatcher.manifest.ChildKind;
import dev.corral.dispatcher.plan.Observed;
import dev.corral.dispatcher.resource.Engine;
import dev.corral.dispatcher.resource.Model;
import dev.corral.dispatcher.resource.ModelSpec;
import dev.corral.dispatcher.resource.ModelStatus;
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
final class FakeCluster implements Cluster {
  static final String UID = "0d7c9f1e-0000-4000-8000-000000000001";

  final Model model = new Model();
  final Map<ChildKind, Integer> created = new HashMap<>();
  private final Map<ChildKind, Observed.Seen> children = new EnumMap<>(ChildKind.class);
  private List<Pod> pods = List.of();
  private int step;
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
                null)
            .defaulted());
  }

  @Override
  public Optional<Model> find(String namespace, String name) {
    return exists ? Optional.of(model) : Optional.empty();
  }

  @Override
  public Observed observe(Model seen) {
    ModelStatus status = seen.getStatus();
    Optional<Instant> lastUsed =
        Optional.ofNullable(status).map(ModelStatus::lastUsed).map(Instant::parse);
    return new Observed(
        Map.copyOf(children), pods, Set.of("node-1"), new ActivityReport.NotAsked(), lastUsed);
  }

  @Override
  public void apply(Child child) {
    if (!children.containsKey(child.kind())) {
      created.merge(child.kind(), 1, Integer::sum);
    }
    children.put(child.kind(), new Observed.Seen(child.hash(), child.replicas(), false));
  }

  @Override
  public void delete(Model seen, ChildKind kind) {
    children.remove(kind);
  }

  @Override
  public void report(Model seen, ModelStatus status) {
    model.setStatus(status);
  }

  int replicas() {
    var deployment = children.get(ChildKind.DEPLOYMENT);
    return deployment == null ? 0 : deployment.replicas();
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
