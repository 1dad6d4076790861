package dev.corral.proxy;

import dev.corral.proxy.endpoint.EndpointTable;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready once the models have been read; stays so while the cluster's API is away later.
@Readiness
@Singleton
final class TableRead implements HealthCheck {
  private final EndpointTable table;

  TableRead(EndpointTable table) {
    this.table = table;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("models have been read").status(table.isRead()).build();
  }
}
