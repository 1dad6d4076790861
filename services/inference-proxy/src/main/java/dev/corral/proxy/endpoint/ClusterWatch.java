package dev.corral.proxy.endpoint;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;
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
  private boolean away;

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

  private synchronized void connect() {
    if (closed) {
      return;
    }
    stopInformers();
    try {
      table.publish(list());
      services = services().inform(new Republish<>());
      slices = slices().inform(new Republish<>());
      away = false;
      republish();
    } catch (KubernetesClientException e) {
      sayAway(e);
      scheduler.schedule(this::connect, config.retryEvery().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private synchronized void compare() {
    if (closed || services == null || slices == null) {
      return;
    }
    try {
      boolean same = list().equals(watched());
      away = false;
      misses = same ? 0 : misses + 1;
      if (misses >= MISSES_BEFORE_RESTART) {
        LOG.warn("the watch has fallen behind the cluster; starting it anew");
        misses = 0;
        connect();
      }
    } catch (KubernetesClientException e) {
      sayAway(e);
    }
  }

  private void sayAway(KubernetesClientException e) {
    if (!away) {
      LOG.warnf(
          "the cluster's API cannot be reached, keeping what was last seen: %s", e.getMessage());
    }
    away = true;
  }

  private Snapshot list() {
    return Snapshot.of(
        services().list().getItems().stream().map(ClusterView::service).toList(),
        slices().list().getItems().stream().map(ClusterView::slice).toList());
  }

  private Snapshot watched() {
    return services == null || slices == null
        ? table.snapshot()
        : Snapshot.of(
            services.getStore().list().stream().map(ClusterView::service).toList(),
            slices.getStore().list().stream().map(ClusterView::slice).toList());
  }

  private synchronized void republish() {
    if (!closed && services != null && slices != null) {
      table.publish(watched());
    }
  }

  private io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable<
          Service,
          io.fabric8.kubernetes.api.model.ServiceList,
          io.fabric8.kubernetes.client.dsl.ServiceResource<Service>>
      services() {
    return client.services().inNamespace(namespace).withLabel("corral.dev/model");
  }

  private io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable<
          EndpointSlice,
          io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceList,
          io.fabric8.kubernetes.client.dsl.Resource<EndpointSlice>>
      slices() {
    return client
        .discovery()
        .v1()
        .endpointSlices()
        .inNamespace(namespace)
        .withLabel(ClusterView.SERVICE_LABEL);
  }

  private void stopInformers() {
    List.of(java.util.Optional.ofNullable(services), java.util.Optional.ofNullable(slices))
        .forEach(informer -> informer.ifPresent(SharedIndexInformer::stop));
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
