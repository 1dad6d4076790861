package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.event.Announcer;
import dev.corral.dispatcher.lead.Leases;
import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Wires the lease and the events of the cluster.
@ApplicationScoped
public class LeaseBeans {
  private static final String NAME = "llm-dispatcher";

  @Produces
  @Singleton
  Leases leases(KubernetesClient client, ClusterConfig config) {
    return new ClusterLease(client, config.namespace(), NAME);
  }

  @Produces
  @Singleton
  Announcer announcer(
      KubernetesClient client,
      WorkloadNamespace workloads,
      @ConfigProperty(name = "HOSTNAME", defaultValue = NAME) String host) {
    return new ClusterEvents(client, workloads.name(), host);
  }
}
