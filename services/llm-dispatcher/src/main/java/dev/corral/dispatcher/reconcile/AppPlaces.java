package dev.corral.dispatcher.reconcile;

import dev.corral.dispatcher.appkind.AppEndpoints;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import java.net.URI;
import java.util.Optional;

/// Finds the ready pod of an app by its Service.
final class AppPlaces implements AppEndpoints {
  private static final String PORT = "http";

  private final ServiceEndpoints endpoints;

  AppPlaces(ServiceEndpoints endpoints) {
    this.endpoints = endpoints;
  }

  @Override
  public Optional<URI> of(String app) {
    return endpoints.of("app-" + app, PORT, AppPlaces::isReady).stream().findFirst();
  }

  private static boolean isReady(Endpoint endpoint) {
    var conditions = endpoint.getConditions();
    return conditions == null || !Boolean.FALSE.equals(conditions.getReady());
  }
}
