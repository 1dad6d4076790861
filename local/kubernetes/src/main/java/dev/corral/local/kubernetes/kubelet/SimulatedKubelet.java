package dev.corral.local.kubernetes.kubelet;

import dev.corral.local.kubernetes.api.LogSource;
import dev.corral.local.kubernetes.controller.Pods;
import dev.corral.local.kubernetes.controller.Reconciler;
import dev.corral.local.kubernetes.event.EventRecorder;
import dev.corral.local.kubernetes.json.Json;
import dev.corral.local.kubernetes.resource.Resources;
import dev.corral.local.kubernetes.resource.Terms;
import dev.corral.local.kubernetes.store.ObjectKey;
import dev.corral.local.kubernetes.store.StoreEvent;
import dev.corral.local.kubernetes.store.StoredObject;
import dev.corral.local.kubernetes.volume.PodVolumes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Observes a pod, plans its next step, carries it out, and comes back for the next one.
public final class SimulatedKubelet implements Reconciler, LogSource, AutoCloseable {
  private static final Duration ENDING = Duration.ofMillis(50);
  private static final String NO_MATCH = "no node matches the pod's node affinity/selector";
  private static final String PODS = "/pods";
  private static final String CONFIG_MAPS = "/configmaps";
  private static final ObjectKey KNOBS =
      new ObjectKey(CONFIG_MAPS, "kube-system", "simulated-kubelet");

  private final Resources resources;
  private final Clock clock;
  private final Runners runners;
  private final AppPages pages;
  private final Nodes nodes;
  private final PodSteps steps;
  private final Map<String, Entered> entered = new ConcurrentHashMap<>();

  /// When a pod entered its stage.
  private record Entered(String stage, Instant at) {}

  SimulatedKubelet(Resources resources, Engines engines, Clock clock) {
    this.resources = resources;
    this.clock = clock;
    this.pages = new AppPages();
    this.runners = new Runners(engines, pages);
    this.nodes = new Nodes(resources, clock);
    this.steps =
        new PodSteps(
            new PodWriter(resources, clock),
            nodes,
            new EventRecorder(resources, clock, "kubelet"),
            runners);
  }

  /// A kubelet with these engines (none: model pods are simulated too), its ConfigMap in place.
  public static SimulatedKubelet with(
      Resources resources, Optional<EngineSupervisor> engines, Clock clock) {
    if (resources.store().get(KNOBS).isEmpty()) {
      var map =
          Json.object("metadata", Json.object("name", KNOBS.name()), "data", Knobs.defaults());
      resources.create(
          resources.kinds().builtin(CONFIG_MAPS), KNOBS.namespace(), map, Terms.by("kubelet"));
    }
    return new SimulatedKubelet(
        resources, engines.<Engines>map(e -> e).orElseGet(NoEngines::new), clock);
  }

  @Override
  public Collection<ObjectKey> affectedBy(StoreEvent event) {
    StoredObject object = event.object();
    if (object.key().equals(KNOBS)) {
      return resources.list(PODS, "").objects().stream().map(StoredObject::key).toList();
    }
    return switch (object.key().resource()) {
      case PODS ->
          event instanceof StoreEvent.Removed
              ? List.of(new ObjectKey(Nodes.STORAGE, "", Nodes.nameFor(object)), object.key())
              : List.of(object.key());
      case Nodes.STORAGE -> List.of(object.key());
      case "/persistentvolumeclaims" -> withoutNode(object.namespace());
      default -> List.of();
    };
  }

  private List<ObjectKey> withoutNode(String namespace) {
    return resources.list(PODS, namespace).objects().stream()
        .filter(pod -> pod.at("spec", "nodeName").asText().isEmpty())
        .map(StoredObject::key)
        .toList();
  }

  @Override
  public Optional<Duration> reconcile(ObjectKey key) {
    if (key.resource().equals(Nodes.STORAGE)) {
      nodes.releaseUnused(key);
      return Optional.empty();
    }
    Optional<StoredObject> pod = resources.store().get(key);
    if (pod.isEmpty()) {
      return forgetGone();
    }
    PodView view = new PodView(pod.get());
    boolean simulated = !runners.runs(view);
    PodPlan plan =
        new PodPlan(
            view, knobs(), inStage(view), runners.state(pod.get().uid()), simulated, blocked(view));
    return steps.take(view, plan.next(), simulated);
  }

  /// What keeps a pod from getting a small node of its own.
  private Optional<String> blocked(PodView view) {
    if (!view.nodeName().isEmpty()) {
      return Optional.empty();
    }
    return PodVolumes.missing(view.pod(), resources)
        .or(() -> Pods.needsPool(view.pod()) ? Optional.of(NO_MATCH) : Optional.empty());
  }

  private Optional<Duration> forgetGone() {
    Set<String> uids =
        resources.list(PODS, "").objects().stream()
            .map(StoredObject::uid)
            .collect(Collectors.toSet());
    entered.keySet().retainAll(uids);
    return runners.endAllBut(uids) ? Optional.empty() : Optional.of(ENDING);
  }

  private Knobs knobs() {
    return new Knobs(
        resources.store().get(KNOBS).map(map -> map.at("data")).orElseGet(Json::object));
  }

  private Duration inStage(PodView pod) {
    String stage = Stage.of(pod) + "/" + pod.currentInit();
    Instant now = clock.instant();
    Entered last = entered.get(pod.pod().uid());
    if (last == null || !last.stage().equals(stage)) {
      entered.put(pod.pod().uid(), new Entered(stage, now));
      return Duration.ZERO;
    }
    return Duration.between(last.at(), now);
  }

  @Override
  public String log(StoredObject pod, String container, boolean previous, int lines) {
    PodView view = new PodView(pod);
    return new ContainerLogs(view, knobs(), runners, loaded(view)).text(container, previous, lines);
  }

  /// How much of the weights is there, judged by the time it has taken so far.
  private double loaded(PodView view) {
    Entered last = entered.get(view.pod().uid());
    long whole = Math.max(1, knobs().delay("weights", view.workload()).toMillis());
    return last == null || Stage.of(view) != Stage.INIT_RUNNING
        ? 0
        : (double) Duration.between(last.at(), clock.instant()).toMillis() / whole;
  }

  @Override
  public void close() {
    pages.close();
  }
}
