package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.api.Resources;
import dev.corral.dispatcher.api.Staleness;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/// One informer per kind of our resources on every replica, only for reading while the API server
/// is away.
@ApplicationScoped
public class Memories {
  private final KubernetesClient client;
  private final WorkloadNamespace workloads;
  private final Staleness staleness;
  private final Clock clock;
  private final List<SharedIndexInformer<?>> all = new CopyOnWriteArrayList<>();

  Memories(KubernetesClient client, WorkloadNamespace workloads, Staleness staleness, Clock clock) {
    this.client = client;
    this.workloads = workloads;
    this.staleness = staleness;
    this.clock = clock;
  }

  void stop(@Observes ShutdownEvent event) {
    all.forEach(SharedIndexInformer::stop);
  }

  /// The same resources, readable while the API server is away.
  <T extends HasMetadata> Resources<T> of(Class<T> type, Resources<T> resources) {
    SharedIndexInformer<T> informer =
        client.resources(type).inNamespace(workloads.name()).runnableInformer(0);
    informer.exceptionHandler((started, error) -> true);
    informer.start();
    all.add(informer);
    return new RememberedResources<>(
        resources,
        () -> informer.hasSynced() ? Optional.of(informer.getStore()) : Optional.empty(),
        workloads.name(),
        staleness,
        clock);
  }
}
