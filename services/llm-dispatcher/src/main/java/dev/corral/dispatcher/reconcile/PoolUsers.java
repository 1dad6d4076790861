package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.pool.PoolRef;
import dev.corral.dispatcher.pool.PoolSight;
import dev.corral.dispatcher.resource.Commands;
import dev.corral.dispatcher.resource.Model;
import dev.corral.dispatcher.resource.WorkloadKind;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds the models and pods that use a pool.
record PoolUsers(KubernetesClient client) {
  private static final Set<String> OVER = Set.of("Succeeded", "Failed");

  PoolSight.Users of(PoolRef ref) {
    List<Model> models =
        client.resources(Model.class).inNamespace(ref.namespace()).list().getItems().stream()
            .filter(model -> ref.name().equals(model.getSpec().compute()))
            .toList();
    List<Pod> pods =
        client
            .pods()
            .inNamespace(ref.namespace())
            .withLabel(WorkloadKind.MODEL.label())
            .list()
            .getItems();
    return new PoolSight.Users(
        models.stream().map(model -> model.getMetadata().getName()).sorted().toList(),
        pods.stream()
            .filter(PoolUsers::lives)
            .map(pod -> pod.getSpec().getNodeName())
            .filter(Objects::nonNull)
            .collect(Collectors.toUnmodifiableSet()),
        pods.stream()
            .filter(pod -> pod.getSpec().getNodeName() == null)
            .anyMatch(pod -> ref.name().equals(poolOf(pod))),
        models.stream().flatMap(model -> stopped(model).stream()).max(Comparator.naturalOrder()));
  }

  /// The pool that a pod asks a node of, or an empty text.
  static String poolOf(Pod pod) {
    var selector = pod.getSpec() == null ? null : pod.getSpec().getNodeSelector();
    return selector == null ? "" : selector.getOrDefault(PoolRef.LABEL, "");
  }

  private static boolean lives(Pod pod) {
    return pod.getStatus() == null || !OVER.contains(String.valueOf(pod.getStatus().getPhase()));
  }

  /// When somebody stopped the model, unless it is wanted again since.
  private static Optional<Instant> stopped(Model model) {
    Commands commands = Commands.read(model.getMetadata().getAnnotations());
    return commands
        .stop()
        .map(Commands.Command::at)
        .filter(stop -> commands.wake().filter(wake -> wake.at().isAfter(stop)).isEmpty());
  }
}
