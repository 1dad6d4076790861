package dev.corral.local.kubernetes;

import dev.corral.local.kubernetes.api.LogSource;
import dev.corral.local.kubernetes.resource.Resources;
import java.time.Clock;

/// Everything that acts on the objects by itself.
final class ControlPlane implements AutoCloseable {
  static ControlPlane start(Resources resources, ClusterOptions options, Clock clock) {
    return new ControlPlane();
  }

  LogSource logs() {
    return (pod, container, lines) -> "";
  }

  @Override
  public void close() {}
}
