package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.kill.KillConfig;
import dev.corral.dispatcher.kill.KillTarget;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/// Wires what a kill ends in the cluster.
@ApplicationScoped
public class KillTargetBeans {
  @Produces
  @Singleton
  KillTarget target(
      KubernetesClient client,
      WorkloadNamespace workloads,
      ModelReconciler models,
      KillConfig config,
      Clock clock) {
    Optional<Clock> skipDrain = config.skipDrain() ? Optional.of(clock) : Optional.empty();
    return new KarpenterKill(client, workloads.name(), models::hurry, skipDrain);
  }
}
