package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.api.Resources;
import dev.corral.dispatcher.problem.Problem;
import dev.corral.dispatcher.problem.Problem.FieldError;
import dev.corral.dispatcher.problem.ProblemException;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The custom resources of one kind in the workload namespace, through the Kubernetes API.
final class ClusterResources<T extends HasMetadata> implements Resources<T> {
  private static final Logger LOG = Logger.getLogger(ClusterResources.class);
  private static final int MOST_TRIES = 5;

  private final KubernetesClient client;
  private final Class<T> type;
  private final String namespace;

  ClusterResources(KubernetesClient client, Class<T> type, String namespace) {
    this.client = client;
    this.type = type;
    this.namespace = namespace;
  }

  @Override
  public Optional<T> find(String name) {
    return asking(() -> Optional.ofNullable(all().withName(name).get()));
  }

  @Override
  public List<T> list() {
    return asking(() -> all().list().getItems());
  }

  @Override
  public T create(T resource) {
    return asking(() -> all().resource(resource).create());
  }

  @Override
  public Optional<T> edit(String name, UnaryOperator<T> change) {
    for (int tries = 1; ; tries++) {
      Optional<T> found = find(name);
      if (found.isEmpty()) {
        return found;
      }
      T changed = change.apply(found.get());
      try {
        return Optional.of(all().resource(changed).update());
      } catch (KubernetesClientException e) {
        if (e.getCode() != 409 || tries == MOST_TRIES) {
          throw problem(e);
        }
      }
    }
  }

  @Override
  public void delete(String name) {
    asking(() -> all().withName(name).delete());
  }

  private NonNamespaceOperation<T, KubernetesResourceList<T>, Resource<T>> all() {
    return client.resources(type).inNamespace(namespace);
  }

  private static <R> R asking(Supplier<R> call) {
    try {
      return call.get();
    } catch (KubernetesClientException e) {
      throw problem(e);
    }
  }

  private static ProblemException problem(KubernetesClientException e) {
    Status status = e.getStatus();
    Problem problem =
        switch (e.getCode()) {
          case 409 ->
              status != null && "AlreadyExists".equals(status.getReason())
                  ? new Problem.NameTaken(name(status))
                  : new Problem.Conflict("Somebody else changed it at the same moment.");
          case 404 -> new Problem.NotFound("There is no such resource.");
          case 400, 422 -> new Problem.InvalidField(causes(status));
          default -> new Problem.UpstreamUnavailable("The cluster cannot be reached now.");
        };
    if (problem instanceof Problem.UpstreamUnavailable) {
      LOG.warnf("the Kubernetes API answered %d: %s", e.getCode(), e.getMessage());
    }
    return new ProblemException(problem);
  }

  private static String name(Status status) {
    return status.getDetails() == null || status.getDetails().getName() == null
        ? "?"
        : status.getDetails().getName();
  }

  private static List<FieldError> causes(@Nullable Status status) {
    List<FieldError> found =
        Stream.ofNullable(status)
            .flatMap(s -> Stream.ofNullable(s.getDetails()))
            .flatMap(details -> details.getCauses().stream())
            .map(cause ->
                new FieldError(
                    field(cause.getField()),
                    cause.getMessage() == null ? "is not acceptable" : cause.getMessage()))
            .toList();
    return found.isEmpty() ? List.of(new FieldError("spec", "is not acceptable")) : found;
  }

  private static String field(@Nullable String path) {
    if (path == null || path.isEmpty()) {
      return "spec";
    }
    return path.startsWith("spec.") ? path.substring("spec.".length()) : path;
  }
}
