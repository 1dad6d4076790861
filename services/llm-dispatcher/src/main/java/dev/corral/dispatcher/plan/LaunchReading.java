package dev.corral.dispatcher.plan;

import dev.corral.dispatcher.lifecycle.Failure;
import dev.corral.dispatcher.lifecycle.Phase;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads from a model's pods how far its launch is.
public sealed interface LaunchReading {
  /// The launch is on its way.
  record At(Phase phase) implements LaunchReading {}

  /// The launch cannot succeed.
  record Broken(Failure failure) implements LaunchReading {}

  int MODEL_NOT_FOUND = 44;
  int ACCESS_DENIED = 45;
  int MOST_RESTARTS = 2;
  Set<String> IMAGE_TROUBLE = Set.of("ErrImagePull", "ImagePullBackOff", "InvalidImageName");

  /// The reading of the pod that is furthest; a failure counts when no pod answers.
  static LaunchReading of(List<Pod> pods, Set<String> readyNodes) {
    if (pods.stream().anyMatch(LaunchReading::isReady)) {
      return new At(Phase.READY);
    }
    Optional<Failure> failure = pods.stream().flatMap(p -> failure(p).stream()).findFirst();
    if (failure.isPresent()) {
      return new Broken(failure.get());
    }
    return new At(
        pods.stream()
            .map(pod -> phase(pod, readyNodes))
            .max(Comparator.naturalOrder())
            .orElse(Phase.WAITING_CAPACITY));
  }

  /// True when the pod answers.
  static boolean isReady(Pod pod) {
    return condition(pod, "Ready");
  }

  private static Phase phase(Pod pod, Set<String> readyNodes) {
    String node = pod.getSpec().getNodeName();
    if (node == null && !condition(pod, "PodScheduled")) {
      boolean nominated = pod.getStatus() != null && pod.getStatus().getNominatedNodeName() != null;
      return nominated ? Phase.NODE_LAUNCHING : Phase.WAITING_CAPACITY;
    }
    if (node == null || !readyNodes.contains(node)) {
      return Phase.NODE_LAUNCHING;
    }
    if (engines(pod).anyMatch(LaunchReading::hasStarted)) {
      return Phase.WARM_UP;
    }
    boolean loading =
        weights(pod)
            .map(ContainerStatus::getState)
            .anyMatch(s -> s != null && (s.getRunning() != null || s.getTerminated() != null));
    return loading ? Phase.WEIGHTS : Phase.IMAGE_PULL;
  }

  private static boolean hasStarted(ContainerStatus engine) {
    ContainerState state = engine.getState();
    return state != null && (state.getRunning() != null || state.getTerminated() != null);
  }

  private static Optional<Failure> failure(Pod pod) {
    return Stream.concat(weights(pod), engines(pod))
        .flatMap(status -> failure(status).stream())
        .findFirst();
  }

  private static Optional<Failure> failure(ContainerStatus status) {
    boolean weights = !"engine".equals(status.getName());
    String waiting = waitingReason(status);
    if (IMAGE_TROUBLE.contains(waiting)) {
      return failed(
          Failure.Code.ImagePull,
          "The engine's image cannot be pulled. Check that it exists and that the cluster may pull"
              + " it, then wake the model.");
    }
    if (terminations(status).anyMatch(t -> "OOMKilled".equals(t.reason()))) {
      return failed(
          Failure.Code.OutOfMemory,
          "The engine needed more memory than it may have. Choose a smaller model or a shorter"
              + " context, then wake it.");
    }
    if (weights && terminations(status).anyMatch(t -> t.exitCode() == ACCESS_DENIED)) {
      return failed(
          Failure.Code.ModelNotFound,
          "The source may not be read. A gated model needs its licence accepted and a token, a bucket"
              + " needs a role that may read it: ask the platform team, then wake the model.");
    }
    if (weights && terminations(status).anyMatch(t -> t.exitCode() == MODEL_NOT_FOUND)) {
      return failed(
          Failure.Code.ModelNotFound,
          "The source names no model that can be downloaded. Launch it again with a source that"
              + " exists.");
    }
    boolean repeated =
        weights
            && status.getRestartCount() != null
            && status.getRestartCount() > 0
            && terminations(status).anyMatch(t -> t.exitCode() != 0);
    boolean looping =
        "CrashLoopBackOff".equals(waiting)
            && (weights
                || Objects.requireNonNullElse(status.getRestartCount(), 0) >= MOST_RESTARTS);
    if (repeated || looping) {
      return failed(
          Failure.Code.Bootstrap,
          weights
              ? "The weights could not be loaded, again and again. Look at the log of the pod's"
                  + " container `"
                  + status.getName()
                  + "`, then wake the model."
              : "The engine stops right after its start, again and again. Look at the log of the"
                  + " pod's container `engine`, then wake the model.");
    }
    return Optional.empty();
  }

  private static Optional<Failure> failed(Failure.Code code, String message) {
    return Optional.of(new Failure(code, message));
  }

  private static String waitingReason(ContainerStatus status) {
    ContainerState state = status.getState();
    return state == null || state.getWaiting() == null || state.getWaiting().getReason() == null
        ? ""
        : state.getWaiting().getReason();
  }

  private static Stream<End> terminations(ContainerStatus status) {
    return Stream.of(
            Optional.ofNullable(status.getState()), Optional.ofNullable(status.getLastState()))
        .flatMap(Optional::stream)
        .flatMap(state -> Stream.ofNullable(state.getTerminated()))
        .map(t ->
            new End(
                t.getReason() == null ? "" : t.getReason(),
                t.getExitCode() == null ? 0 : t.getExitCode()));
  }

  /// How a container ended.
  record End(String reason, int exitCode) {}

  private static Stream<ContainerStatus> weights(Pod pod) {
    return pod.getStatus() == null
        ? Stream.of()
        : pod.getStatus().getInitContainerStatuses().stream();
  }

  private static Stream<ContainerStatus> engines(Pod pod) {
    return pod.getStatus() == null
        ? Stream.of()
        : pod.getStatus().getContainerStatuses().stream().filter(s -> "engine".equals(s.getName()));
  }

  private static boolean condition(Pod pod, String type) {
    return pod.getStatus() != null
        && pod.getStatus().getConditions().stream()
            .anyMatch(c -> type.equals(c.getType()) && "True".equals(c.getStatus()));
  }
}
