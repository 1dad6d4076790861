package dev.corral.proxy.endpoint;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointConditions;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Narrows Kubernetes objects to what the table needs.
final class ClusterView {
  static final String SERVICE_LABEL = "kubernetes.io/service-name";
  private static final String PORT = "http";

  private ClusterView() {}

  static ServiceView service(Service service) {
    return new ServiceView(
        service.getMetadata().getName(),
        orEmpty(service.getMetadata().getLabels()),
        orEmpty(service.getMetadata().getAnnotations()),
        created(service));
  }

  static SliceView slice(EndpointSlice slice) {
    String service = orEmpty(slice.getMetadata().getLabels()).getOrDefault(SERVICE_LABEL, "");
    List<Replica> ready = port(slice).stream().flatMap(port -> replicas(slice, port)).toList();
    return new SliceView(service, ready);
  }

  private static Optional<Integer> port(EndpointSlice slice) {
    return Stream.ofNullable(slice.getPorts())
        .flatMap(List::stream)
        .filter(port -> PORT.equals(port.getName()))
        .map(port -> port.getPort())
        .filter(Objects::nonNull)
        .findFirst();
  }

  private static Stream<Replica> replicas(EndpointSlice slice, int port) {
    return Stream.ofNullable(slice.getEndpoints())
        .flatMap(List::stream)
        .filter(ClusterView::usable)
        .flatMap(endpoint -> Stream.ofNullable(endpoint.getAddresses()).flatMap(List::stream))
        .map(address -> new Replica(address, port));
  }

  private static boolean usable(Endpoint endpoint) {
    EndpointConditions conditions = endpoint.getConditions();
    return conditions != null
        && Boolean.TRUE.equals(conditions.getReady())
        && !Boolean.TRUE.equals(conditions.getTerminating());
  }

  private static Instant created(HasMetadata object) {
    String text = object.getMetadata().getCreationTimestamp();
    try {
      return text == null ? Instant.EPOCH : Instant.parse(text);
    } catch (DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }

  private static Map<String, String> orEmpty(Map<String, String> map) {
    return map == null ? Map.of() : map;
  }
}
