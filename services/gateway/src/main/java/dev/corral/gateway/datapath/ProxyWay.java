package dev.corral.gateway.datapath;

import dev.corral.gateway.carry.Way;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.net.URI;

/// To the inference-proxy. Whether a request may go there is its business.
record ProxyWay(URI proxy, CarryConfig config, String requestId) implements Way {
  private static final int PLAIN_PORT = 80;

  @Override
  public void address(RequestOptions options) {
    options
        .setHost(proxy.getHost())
        .setPort(proxy.getPort() < 0 ? PLAIN_PORT : proxy.getPort())
        .setConnectTimeout(config.connectTimeout().toMillis())
        .setIdleTimeout(config.idleTimeout().toMillis());
  }

  @Override
  public void inward(MultiMap from, MultiMap to) {
    CarriedHeaders.inward(from, to);
    to.set("x-request-id", requestId);
  }

  @Override
  public void outward(MultiMap from, MultiMap to) {
    CarriedHeaders.outward(from, to);
  }

  @Override
  public void refuse(HttpServerRequest request, boolean late) {
    request
        .response()
        .setStatusCode(late ? 504 : 502)
        .putHeader("content-type", "application/json")
        .putHeader("retry-after", "2")
        .putHeader("connection", "close")
        .end(
            DialectError.body(
                request.uri(), "upstream_unavailable", "The inference-proxy does not answer."));
  }
}
