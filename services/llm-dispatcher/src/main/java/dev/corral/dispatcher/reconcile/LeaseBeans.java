package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.lead.Leases;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Wires the lease.
@ApplicationScoped
public class LeaseBeans {
  private static final String NAME = "llm-dispatcher";

  @Produces
  @Singleton
  Leases leases(KubernetesClient client, ClusterConfig config) {
    return new ClusterLease(client, config.namespace(), NAME);
  }
}
