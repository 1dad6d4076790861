package dev.corral.dispatcher.reconcile;

import io.fabric8.kubernetes.client.KubernetesClient;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/// Wires the watchdog.
@ApplicationScoped
public class WatchBeans {
  @Produces
  @Singleton
  WatchBoard board() {
    return new WatchBoard();
  }

  @Produces
  @Singleton
  Watchdog watchdog(WatchBoard board, KubernetesClient client, WatchConfig config) {
    var pages = new MetadataPages(client);
    return new Watchdog(board, pages::read, () -> Thread.sleep(config.settle()), System::nanoTime);
  }
}
