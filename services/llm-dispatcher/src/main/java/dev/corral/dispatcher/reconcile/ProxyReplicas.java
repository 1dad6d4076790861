package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.idle.ActivityBoard;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Finds every inference-proxy replica that may be carrying a request: the ready ones, and those on
/// their way out that still serve.
final class ProxyReplicas implements ActivityBoard.Replicas {
  private static final String SERVICE = "inference-proxy";
  private static final String PORT = "internal";

  private final KubernetesClient client;
  private final String namespace;

  ProxyReplicas(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  @Override
  public List<URI> find() {
    return client
        .discovery()
        .v1()
        .endpointSlices()
        .inNamespace(namespace)
        .withLabel("kubernetes.io/service-name", SERVICE)
        .list()
        .getItems()
        .stream()
        .flatMap(ProxyReplicas::replicas)
        .distinct()
        .toList();
  }

  private static Stream<URI> replicas(EndpointSlice slice) {
    return slice.getPorts().stream()
        .filter(port -> PORT.equals(port.getName()))
        .flatMap(port ->
            slice.getEndpoints().stream()
                .filter(ProxyReplicas::mayServe)
                .flatMap(endpoint -> endpoint.getAddresses().stream())
                .map(address -> uri(address, Objects.requireNonNullElse(port.getPort(), 80))));
  }

  private static boolean mayServe(Endpoint endpoint) {
    var conditions = endpoint.getConditions();
    return conditions == null
        || !Boolean.FALSE.equals(conditions.getReady())
        || Boolean.TRUE.equals(conditions.getServing());
  }

  private static URI uri(String address, int port) {
    String host = address.indexOf(':') >= 0 ? "[" + address + "]" : address;
    return URI.create("http://" + host + ":" + port);
  }
}
