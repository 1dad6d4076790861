package dev.corral.dispatcher.reconcile;

import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Where the pods behind a Service are reached.
final class ServiceEndpoints {
  private final KubernetesClient client;
  private final String namespace;

  ServiceEndpoints(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /// The addresses of one named port of a Service, of the pods that are `wanted`.
  List<URI> of(String service, String portName, Predicate<Endpoint> wanted) {
    return client
        .discovery()
        .v1()
        .endpointSlices()
        .inNamespace(namespace)
        .withLabel("kubernetes.io/service-name", service)
        .list()
        .getItems()
        .stream()
        .flatMap(slice -> addresses(slice, portName, wanted))
        .distinct()
        .toList();
  }

  private static Stream<URI> addresses(
      EndpointSlice slice, String portName, Predicate<Endpoint> wanted) {
    return slice.getPorts().stream()
        .filter(port -> portName.equals(port.getName()))
        .flatMap(port ->
            slice.getEndpoints().stream()
                .filter(wanted)
                .flatMap(endpoint -> endpoint.getAddresses().stream())
                .map(address -> uri(address, Objects.requireNonNullElse(port.getPort(), 80))));
  }

  private static URI uri(String address, int port) {
    String host = address.indexOf(':') >= 0 ? "[" + address + "]" : address;
    return URI.create("http://" + host + ":" + port);
  }
}
