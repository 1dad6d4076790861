package dev.corral.dispatcher.plan;

import dev.corral.dispatcher.adapter.AdapterSight;
import dev.corral.dispatcher.idle.ActivityReport;
import dev.corral.dispatcher.manifest.Child;
import dev.corral.dispatcher.manifest.ChildKind;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the cluster and the proxies say about one workload at one moment.
///
/// @param pods every pod with the workload's label, those on their way out too
/// @param lastUsed the last use that the resource's status knows of
/// @param clues what was found out about a launch that is on its way
/// @param adapters what the engines say of their adapters
public record Observed(
    Map<ChildKind, Seen> children,
    List<Pod> pods,
    Set<String> readyNodes,
    ActivityReport activity,
    Optional<Instant> lastUsed,
    Clues clues,
    AdapterSight adapters) {
  /// Without having asked the engines.
  public Observed(
      Map<ChildKind, Seen> children,
      List<Pod> pods,
      Set<String> readyNodes,
      ActivityReport activity,
      Optional<Instant> lastUsed,
      Clues clues) {
    this(children, pods, readyNodes, activity, lastUsed, clues, new AdapterSight.NotAsked());
  }

  /// One owned object as it is.
  ///
  /// @param version its resourceVersion: what is written on top of it must have seen it
  /// @param followed true when the cluster's controllers have seen what it asks for
  public record Seen(String hash, int replicas, boolean leaving, String version, boolean followed) {
    /// True when it is what it should be.
    public boolean is(Child child) {
      return child.once() || (hash.equals(child.hash()) && replicas == child.replicas());
    }
  }

  /// The same moment, with the proxies' answer.
  public Observed with(ActivityReport answer) {
    return new Observed(children, pods, readyNodes, answer, lastUsed, clues, adapters);
  }

  /// The same moment, with what was found out about the launch.
  public Observed with(Clues found) {
    return new Observed(children, pods, readyNodes, activity, lastUsed, found, adapters);
  }

  /// The same moment, with the engines' answers about their adapters.
  public Observed with(AdapterSight answers) {
    return new Observed(children, pods, readyNodes, activity, lastUsed, clues, answers);
  }

  /// How far the launch is.
  public LaunchReading launch() {
    return LaunchReading.of(livingPods(), readyNodes, clues);
  }

  /// True when the cluster works towards that many replicas: a pod that is ready before may be one
  /// that an earlier wish for fewer is about to take.
  public boolean worksTowards(int replicas) {
    Seen deployment = children.get(ChildKind.DEPLOYMENT);
    return deployment != null && deployment.replicas() == replicas && deployment.followed();
  }

  /// Pods that are not on their way out.
  public List<Pod> livingPods() {
    return pods.stream().filter(p -> p.getMetadata().getDeletionTimestamp() == null).toList();
  }

  /// How many pods answer.
  public int ready() {
    return readyPods().size();
  }

  /// The pods that answer.
  public List<Pod> readyPods() {
    return livingPods().stream().filter(LaunchReading::isReady).toList();
  }

  /// True when nothing that belongs to the workload is left.
  public boolean gone() {
    return children.isEmpty() && pods.isEmpty();
  }
}
