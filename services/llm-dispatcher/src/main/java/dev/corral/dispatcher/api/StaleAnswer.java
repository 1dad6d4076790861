package dev.corral.dispatcher.api;

import io.quarkus.arc.Arc;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;

/// Says so in a header.
@ApplicationScoped
public class StaleAnswer implements Staleness {
  private static final String HEADER = "x-corral-stale";

  private final Instance<RoutingContext> request;

  public StaleAnswer(Instance<RoutingContext> request) {
    this.request = request;
  }

  @Override
  public void mark() {
    if (Arc.container().requestContext().isActive() && request.isResolvable()) {
      HttpServerResponse response = request.get().response();
      if (!response.headWritten()) {
        response.putHeader(HEADER, "true");
      }
    }
  }
}
