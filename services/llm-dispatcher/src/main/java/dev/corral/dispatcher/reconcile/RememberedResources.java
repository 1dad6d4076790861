package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.api.Resources;
import dev.corral.dispatcher.api.Staleness;
import dev.corral.dispatcher.problem.Problem;
import dev.corral.dispatcher.problem.ProblemException;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.Store;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Reads from the API server; while that is away, from what this replica's informer saw last, and
/// says so. Whatever changes something is refused then: nothing is accepted that could be lost.
final class RememberedResources<T extends HasMetadata> implements Resources<T> {
  private static final Duration AWAY = Duration.ofSeconds(2);

  private final Resources<T> resources;
  private final Supplier<Optional<Store<T>>> memory;
  private final String namespace;
  private final Staleness staleness;
  private final Clock clock;
  private volatile Instant awayUntil = Instant.MIN;

  /// @param memory what was seen last; empty before anything was seen
  RememberedResources(
      Resources<T> resources,
      Supplier<Optional<Store<T>>> memory,
      String namespace,
      Staleness staleness,
      Clock clock) {
    this.resources = resources;
    this.memory = memory;
    this.namespace = namespace;
    this.staleness = staleness;
    this.clock = clock;
  }

  @Override
  public Optional<T> find(String name) {
    return read(
        () -> resources.find(name),
        store -> Optional.ofNullable(store.getByKey(namespace + "/" + name)));
  }

  @Override
  public List<T> list() {
    return read(resources::list, Store::list);
  }

  @Override
  public T create(T resource) {
    return resources.create(resource);
  }

  @Override
  public Optional<T> edit(String name, UnaryOperator<T> change) {
    return resources.edit(name, change);
  }

  @Override
  public void delete(String name) {
    resources.delete(name);
  }

  private <R> R read(Supplier<R> now, java.util.function.Function<Store<T>, R> before) {
    if (clock.instant().isBefore(awayUntil)) {
      Optional<Store<T>> store = memory.get();
      if (store.isPresent()) {
        staleness.mark();
        return before.apply(store.get());
      }
    }
    try {
      return now.get();
    } catch (ProblemException e) {
      Optional<Store<T>> store = memory.get();
      if (!(e.problem() instanceof Problem.UpstreamUnavailable) || store.isEmpty()) {
        throw e;
      }
      awayUntil = clock.instant().plus(AWAY);
      staleness.mark();
      return before.apply(store.get());
    }
  }
}
