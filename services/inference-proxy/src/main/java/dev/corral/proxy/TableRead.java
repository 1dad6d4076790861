package dev.corral.proxy;

import dev.corral.proxy.endpoint.EndpointTable;
import dev.corral.proxy.relay.Relay;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready once the models have been read, also while the cluster's API is away later, until this
/// replica drains.
@Readiness
@Singleton
final class TableRead implements HealthCheck {
  private final EndpointTable table;
  private final Relay relay;

  TableRead(EndpointTable table, Relay relay) {
    this.table = table;
    this.relay = relay;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("models have been read, not draining")
        .status(table.isRead() && !relay.draining())
        .build();
  }
}
