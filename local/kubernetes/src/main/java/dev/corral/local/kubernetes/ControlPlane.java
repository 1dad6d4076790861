package dev.corral.local.kubernetes;

import dev.corral.local.kubernetes.api.LogSource;
import dev.corral.local.kubernetes.controller.ControlLoop;
import dev.corral.local.kubernetes.controller.DefinitionController;
import dev.corral.local.kubernetes.controller.DeploymentController;
import dev.corral.local.kubernetes.controller.EndpointSliceController;
import dev.corral.local.kubernetes.controller.EventExpiry;
import dev.corral.local.kubernetes.controller.GarbageCollector;
import dev.corral.local.kubernetes.controller.NamespaceController;
import dev.corral.local.kubernetes.controller.ReplicaSetController;
import dev.corral.local.kubernetes.karpenter.SimulatedKarpenter;
import dev.corral.local.kubernetes.kubelet.EngineCommand;
import dev.corral.local.kubernetes.kubelet.EngineSupervisor;
import dev.corral.local.kubernetes.kubelet.SimulatedKubelet;
import dev.corral.local.kubernetes.resource.Resources;
import dev.corral.local.kubernetes.store.ObjectStore;
import dev.corral.local.kubernetes.store.StoredObject;
import dev.corral.local.kubernetes.volume.VolumeController;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Everything that acts on the objects by itself.
final class ControlPlane implements AutoCloseable {
  private final List<ControlLoop> loops;
  private final Optional<EngineSupervisor> engines;
  private final SimulatedKubelet kubelet;

  private ControlPlane(
      List<ControlLoop> loops, Optional<EngineSupervisor> engines, SimulatedKubelet kubelet) {
    this.loops = loops;
    this.engines = engines;
    this.kubelet = kubelet;
  }

  static ControlPlane start(Resources resources, ClusterOptions options, Clock clock)
      throws IOException {
    ObjectStore store = resources.store();
    Optional<EngineSupervisor> engines = engines(store, options, clock);
    SimulatedKubelet kubelet = SimulatedKubelet.with(resources, engines, clock);
    List<ControlLoop> loops =
        List.of(
            ControlLoop.start("namespaces", store, new NamespaceController(resources)),
            ControlLoop.start("definitions", store, new DefinitionController(resources)),
            ControlLoop.start("garbage", store, new GarbageCollector(resources)),
            ControlLoop.start("deployments", store, new DeploymentController(resources, clock)),
            ControlLoop.start("replicasets", store, new ReplicaSetController(resources)),
            ControlLoop.start("endpointslices", store, new EndpointSliceController(resources)),
            ControlLoop.start("volumes", store, new VolumeController(resources)),
            ControlLoop.start("events", store, new EventExpiry(store, clock)),
            ControlLoop.start(
                "karpenter", store, SimulatedKarpenter.with(resources, options.cloud(), clock)),
            ControlLoop.start("kubelet", store, kubelet));
    return new ControlPlane(loops, engines, kubelet);
  }

  private static Optional<EngineSupervisor> engines(
      ObjectStore store, ClusterOptions options, Clock clock) throws IOException {
    if (options.engine().isEmpty()) {
      return Optional.empty();
    }
    ClusterOptions.EngineOptions engine = options.engine().get();
    EngineCommand command =
        new EngineCommand(
            options.stateDirectory().toAbsolutePath(),
            new EngineCommand.Program(engine.java(), engine.jar(), engine.model()),
            engine.firstPort(),
            engine.lastPort());
    Set<String> pods =
        store.list("/pods", "").objects().stream()
            .map(StoredObject::uid)
            .collect(Collectors.toSet());
    return Optional.of(EngineSupervisor.start(command, pods, clock));
  }

  LogSource logs() {
    return kubelet;
  }

  @Override
  public void close() {
    loops.forEach(ControlLoop::close);
    kubelet.close();
    engines.ifPresent(EngineSupervisor::close);
  }
}
