package dev.corral.dispatcher.adapter;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;

/// One engine that runs. A restart makes it another one, which has no adapters.
///
/// @param pod the pod's name
/// @param restarts how often the engine was started again in this pod
/// @param address where it answers; empty when the pod does not say
public record Replica(String pod, String uid, int restarts, Optional<URI> address) {
  private static final String ENGINE = "engine";
  private static final String PORT = "http";

  /// The engine in a pod.
  public static Replica of(Pod pod) {
    var meta = pod.getMetadata();
    return new Replica(meta.getName(), meta.getUid(), restarts(pod), address(pod));
  }

  private static int restarts(Pod pod) {
    return pod.getStatus().getContainerStatuses().stream()
        .filter(status -> ENGINE.equals(status.getName()))
        .map(ContainerStatus::getRestartCount)
        .filter(Objects::nonNull)
        .findFirst()
        .orElse(0);
  }

  private static Optional<URI> address(Pod pod) {
    String ip = pod.getStatus().getPodIP();
    if (ip == null || ip.isEmpty()) {
      return Optional.empty();
    }
    String host = ip.indexOf(':') >= 0 ? "[" + ip + "]" : ip;
    return pod.getSpec().getContainers().stream()
        .filter(container -> ENGINE.equals(container.getName()))
        .map(Container::getPorts)
        .flatMap(ports -> ports.stream().filter(port -> PORT.equals(port.getName())))
        .map(ContainerPort::getContainerPort)
        .findFirst()
        .map(port -> URI.create("http://" + host + ":" + port));
  }
}
