package dev.corral.dispatcher.plan;

import dev.corral.dispatcher.lifecycle.Failure;
import dev.corral.dispatcher.lifecycle.Phase;
import dev.corral.dispatcher.pool.Outlook;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads from a workload's pods how far its launch is, and why it is no further.
public sealed interface LaunchReading {
  /// The container that fetches a model's weights.
  String WEIGHTS = "weights";

  /// The containers that answer: of a model, of an app.
  Set<String> MAINS = Set.of("engine", "app");

  /// The launch is on its way.
  ///
  /// @param detail what a person can know beyond the phase
  record At(Phase phase, Optional<String> detail) implements LaunchReading {}

  /// The launch cannot succeed.
  record Broken(Failure failure) implements LaunchReading {}

  /// The reading of the pod that is furthest; a failure counts when no pod answers.
  static LaunchReading of(List<Pod> pods, Set<String> readyNodes, Clues clues) {
    if (pods.stream().anyMatch(LaunchReading::isReady)) {
      return new At(Phase.READY, Optional.empty());
    }
    Optional<Failure> failure =
        pods.stream().flatMap(pod -> new PodTrouble(pod, clues).failure().stream()).findFirst();
    if (failure.isPresent()) {
      return new Broken(failure.get());
    }
    Phase phase =
        pods.stream()
            .map(pod -> phase(pod, readyNodes, clues))
            .max(Comparator.naturalOrder())
            .orElse(Phase.WAITING_CAPACITY);
    boolean needsNode = phase.compareTo(Phase.NODE_LAUNCHING) <= 0;
    return needsNode && clues.outlook().orElse(null) instanceof Outlook.Exhausted exhausted
        ? new Broken(exhausted.failure())
        : new At(phase, LaunchWords.of(phase, clues));
  }

  /// True when the pod answers.
  static boolean isReady(Pod pod) {
    return condition(pod, "Ready");
  }

  private static Phase phase(Pod pod, Set<String> readyNodes, Clues clues) {
    String node = pod.getSpec().getNodeName();
    if (node == null && !condition(pod, "PodScheduled")) {
      boolean nominated = pod.getStatus() != null && pod.getStatus().getNominatedNodeName() != null;
      boolean coming = clues.outlook().orElse(null) instanceof Outlook.Launching;
      return nominated || coming ? Phase.NODE_LAUNCHING : Phase.WAITING_CAPACITY;
    }
    if (node == null || !readyNodes.contains(node)) {
      return Phase.NODE_LAUNCHING;
    }
    if (mains(pod).anyMatch(LaunchReading::hasStarted)) {
      return Phase.WARM_UP;
    }
    return before(pod).anyMatch(LaunchReading::hasStarted) ? Phase.WEIGHTS : Phase.IMAGE_PULL;
  }

  private static boolean hasStarted(ContainerStatus container) {
    ContainerState state = container.getState();
    return state != null && (state.getRunning() != null || state.getTerminated() != null);
  }

  /// The containers that must be through before the one that answers starts.
  static Stream<ContainerStatus> before(Pod pod) {
    return pod.getStatus() == null
        ? Stream.of()
        : pod.getStatus().getInitContainerStatuses().stream();
  }

  /// The container that answers.
  static Stream<ContainerStatus> mains(Pod pod) {
    return pod.getStatus() == null
        ? Stream.of()
        : pod.getStatus().getContainerStatuses().stream().filter(s -> MAINS.contains(s.getName()));
  }

  private static boolean condition(Pod pod, String type) {
    return pod.getStatus() != null
        && pod.getStatus().getConditions().stream()
            .anyMatch(c -> type.equals(c.getType()) && "True".equals(c.getStatus()));
  }
}
