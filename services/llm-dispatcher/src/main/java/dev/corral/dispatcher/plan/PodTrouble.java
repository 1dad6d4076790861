package dev.corral.dispatcher.plan;

import dev.corral.dispatcher.lifecycle.Failure;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Reads from one pod why it will never answer.
final class PodTrouble {
  private static final int MODEL_NOT_FOUND = 44;
  private static final int ACCESS_DENIED = 45;
  private static final int MOST_RESTARTS = 2;
  private static final Set<String> IMAGE_TROUBLE =
      Set.of("ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull");
  private static final Set<String> CONFIGURATION_TROUBLE =
      Set.of("CreateContainerConfigError", "CreateContainerError", "RunContainerError");

  private final Pod pod;
  private final Clues clues;

  PodTrouble(Pod pod, Clues clues) {
    this.pod = pod;
    this.clues = clues;
  }

  Optional<Failure> failure() {
    return Stream.concat(LaunchReading.before(pod), LaunchReading.mains(pod))
        .flatMap(status -> failure(status).stream())
        .findFirst();
  }

  private Optional<Failure> failure(ContainerStatus status) {
    return imagePull(status)
        .or(() -> outOfMemory(status))
        .or(() -> notThere(status))
        .or(() -> configuration(status))
        .or(() -> doesNotStart(status));
  }

  private Optional<Failure> imagePull(ContainerStatus status) {
    if (!IMAGE_TROUBLE.contains(waitingReason(status))) {
      return Optional.empty();
    }
    String account =
        waiting(status).map(ContainerStateWaiting::getMessage).orElse("")
            + clues.newest("Failed").map(PodEvent::message).orElse("");
    return failed(Failure.Code.ImagePull, ImageWords.of(image(status.getName()), account));
  }

  private static Optional<Failure> outOfMemory(ContainerStatus status) {
    return ended(status).anyMatch(end -> "OOMKilled".equals(end.reason()))
        ? failed(
            Failure.Code.OutOfMemory,
            "It needed more memory than it may have. Choose a smaller model or a shorter context,"
                + " then wake it.")
        : Optional.empty();
  }

  private Optional<Failure> notThere(ContainerStatus status) {
    if (!first(status)) {
      return Optional.empty();
    }
    if (ended(status).anyMatch(end -> end.exitCode() == MODEL_NOT_FOUND)) {
      return failed(
          Failure.Code.ModelNotFound,
          "The source names no model that can be downloaded. Launch it again with a source that"
              + " exists.");
    }
    return ended(status).anyMatch(end -> end.exitCode() == ACCESS_DENIED)
        ? failed(
            Failure.Code.ModelNotFound,
            "The source may not be read. A gated model needs its licence accepted and a token, a"
                + " bucket needs a role that may read it: ask the platform team, then wake it.")
        : Optional.empty();
  }

  /// True for a container that must be through before the one that answers starts.
  private boolean first(ContainerStatus status) {
    return LaunchReading.before(pod).anyMatch(status::equals);
  }

  private static Optional<Failure> configuration(ContainerStatus status) {
    return CONFIGURATION_TROUBLE.contains(waitingReason(status))
        ? failed(
            Failure.Code.Bootstrap,
            "The cluster cannot start its container: something that it needs is missing. Tell the"
                + " platform team; `kubectl describe pod` names it.")
        : Optional.empty();
  }

  private Optional<Failure> doesNotStart(ContainerStatus status) {
    boolean first = first(status);
    int restarts = Objects.requireNonNullElse(status.getRestartCount(), 0);
    boolean repeated = first && restarts > 0 && ended(status).anyMatch(end -> end.exitCode() != 0);
    boolean looping =
        "CrashLoopBackOff".equals(waitingReason(status)) && (first || restarts >= MOST_RESTARTS);
    return repeated || looping
        ? clues.sign().map(LogSign::failure).or(() -> again(status.getName(), first))
        : Optional.empty();
  }

  private static Optional<Failure> again(String container, boolean first) {
    return failed(
        Failure.Code.Bootstrap,
        first
            ? "What it needs could not be loaded, again and again. Look at the log of the pod's"
                + " container `"
                + container
                + "`, then wake it."
            : "It stops right after its start, again and again. Look at the log of the pod's"
                + " container `"
                + container
                + "`, then wake it.");
  }

  private static Optional<Failure> failed(Failure.Code code, String message) {
    return Optional.of(new Failure(code, message));
  }

  private String image(String container) {
    return Stream.concat(
            pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
        .filter(c -> container.equals(c.getName()))
        .map(Container::getImage)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse("?");
  }

  private static Optional<ContainerStateWaiting> waiting(ContainerStatus status) {
    return Optional.ofNullable(status.getState()).map(ContainerState::getWaiting);
  }

  private static String waitingReason(ContainerStatus status) {
    return waiting(status).map(ContainerStateWaiting::getReason).orElse("");
  }

  private static Stream<End> ended(ContainerStatus status) {
    return Stream.of(
            Optional.ofNullable(status.getState()), Optional.ofNullable(status.getLastState()))
        .flatMap(Optional::stream)
        .flatMap(state -> Stream.ofNullable(state.getTerminated()))
        .map(end ->
            new End(
                Objects.requireNonNullElse(end.getReason(), ""),
                Objects.requireNonNullElse(end.getExitCode(), 0)));
  }

  /// How a container ended.
  private record End(String reason, int exitCode) {}
}
