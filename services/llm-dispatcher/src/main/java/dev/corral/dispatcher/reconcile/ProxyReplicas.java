package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.idle.ActivityBoard;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import java.net.URI;
import java.util.List;

/// Finds every inference-proxy replica that may be carrying a request: the ready ones, and those on
/// their way out that still serve.
final class ProxyReplicas implements ActivityBoard.Replicas {
  private static final String SERVICE = "inference-proxy";
  private static final String PORT = "internal";

  private final ServiceEndpoints endpoints;

  ProxyReplicas(ServiceEndpoints endpoints) {
    this.endpoints = endpoints;
  }

  @Override
  public List<URI> find() {
    return endpoints.of(SERVICE, PORT, ProxyReplicas::mayServe);
  }

  private static boolean mayServe(Endpoint endpoint) {
    var conditions = endpoint.getConditions();
    return conditions == null
        || !Boolean.FALSE.equals(conditions.getReady())
        || Boolean.TRUE.equals(conditions.getServing());
  }
}
