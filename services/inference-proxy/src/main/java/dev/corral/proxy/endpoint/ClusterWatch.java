package dev.corral.proxy.endpoint;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceList;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.ServiceResource;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Keeps the table current by informers. Does not trust a silent watch: every so often it lists
/// what is really there, and when the watch has missed something twice in a row it starts anew.
public final class ClusterWatch implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(ClusterWatch.class);
  private static final int MISSES_BEFORE_RESTART = 2;

  private final KubernetesClient client;
  private final String namespace;
  private final EndpointTable table;
  private final EndpointConfig config;
  private final ScheduledExecutorService scheduler;
  private @Nullable SharedIndexInformer<Service> services;
  private @Nullable SharedIndexInformer<EndpointSlice> slices;
  private volatile boolean closed;
  private int misses;
  private volatile boolean away;

  /// Watches the models of `namespace`.
  public ClusterWatch(
      KubernetesClient client,
      String namespace,
      EndpointTable table,
      EndpointConfig config,
      ScheduledExecutorService scheduler) {
    this.client = client;
    this.namespace = namespace;
    this.table = table;
    this.config = config;
    this.scheduler = scheduler;
  }

  /// Begins in the background; the cluster may be away for now.
  public void start() {
    scheduler.execute(this::connect);
    long pause = config.compareEvery().toMillis();
    scheduler.scheduleWithFixedDelay(this::compare, pause, pause, TimeUnit.MILLISECONDS);
  }

  /// Never waits for the cluster: the informers start, and start again, in their own threads.
  private synchronized void connect() {
    if (closed) {
      return;
    }
    stopInformers();
    misses = 0;
    services = started(services().runnableInformer(0));
    slices = started(slices().runnableInformer(0));
  }

  private <T> SharedIndexInformer<T> started(SharedIndexInformer<T> informer) {
    informer.addEventHandler(new Republish<>());
    informer.exceptionHandler((begun, failure) -> retry(failure));
    informer.start().thenRun(this::republish);
    return informer;
  }

  private boolean retry(Throwable failure) {
    sayAway(failure);
    return !closed;
  }

  private void compare() {
    if (closed) {
      return;
    }
    try {
      Snapshot listed = list();
      away = false;
      compare(listed);
    } catch (RuntimeException e) {
      // Whatever it is: an exception out of here would end the comparing for good.
      sayAway(e);
    }
  }

  private synchronized void compare(Snapshot listed) {
    boolean same = watched().filter(listed::equals).isPresent();
    misses = same ? 0 : misses + 1;
    if (misses >= MISSES_BEFORE_RESTART) {
      LOG.warn("the watch has fallen behind the cluster; starting it anew");
      table.publish(listed);
      connect();
    }
  }

  private void sayAway(Throwable failure) {
    if (!away) {
      LOG.warnf("the cluster's API cannot be reached, keeping what was last seen: %s", failure);
    }
    away = true;
  }

  private Snapshot list() {
    return Snapshot.of(
        services().list().getItems().stream().map(ClusterView::service).toList(),
        slices().list().getItems().stream().map(ClusterView::slice).toList());
  }

  private Optional<Snapshot> watched() {
    SharedIndexInformer<Service> knownServices = services;
    SharedIndexInformer<EndpointSlice> knownSlices = slices;
    if (knownServices == null
        || knownSlices == null
        || !knownServices.hasSynced()
        || !knownSlices.hasSynced()) {
      return Optional.empty();
    }
    return Optional.of(
        Snapshot.of(
            knownServices.getStore().list().stream().map(ClusterView::service).toList(),
            knownSlices.getStore().list().stream().map(ClusterView::slice).toList()));
  }

  private synchronized void republish() {
    if (!closed) {
      watched().ifPresent(table::publish);
    }
  }

  private FilterWatchListDeletable<Service, ServiceList, ServiceResource<Service>> services() {
    return client.services().inNamespace(namespace).withLabel("corral.dev/model");
  }

  private FilterWatchListDeletable<EndpointSlice, EndpointSliceList, Resource<EndpointSlice>>
      slices() {
    return client
        .discovery()
        .v1()
        .endpointSlices()
        .inNamespace(namespace)
        .withLabel(ClusterView.SERVICE_LABEL);
  }

  private void stopInformers() {
    Optional.ofNullable(services).ifPresent(SharedIndexInformer::stop);
    Optional.ofNullable(slices).ifPresent(SharedIndexInformer::stop);
    services = null;
    slices = null;
  }

  @Override
  public synchronized void close() {
    closed = true;
    stopInformers();
  }

  private final class Republish<T> implements ResourceEventHandler<T> {
    @Override
    public void onAdd(T added) {
      republish();
    }

    @Override
    public void onUpdate(T before, T after) {
      republish();
    }

    @Override
    public void onDelete(T removed, boolean finalStateUnknown) {
      republish();
    }
  }
}
