package dev.corral.gateway.datapath;

import dev.corral.gateway.carry.Carry;
import dev.corral.gateway.problem.ProblemMapper;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;

/// Puts the data path on the router, before anything that would read a body or limit it.
@ApplicationScoped
class CarryRoutes {
  private static final int BEFORE_BODY_LIMITS = -8_000;
  private static final int MOST_WAITING = 1_000;

  private final CarryConfig config;
  private final HttpClient client;

  CarryRoutes(CarryConfig config, Vertx vertx) {
    HttpClientOptions options =
        new HttpClientOptions()
            .setKeepAliveTimeout(30)
            .setDecompressionSupported(false)
            .setMaxWaitQueueSize(MOST_WAITING);
    PoolOptions pool = new PoolOptions().setHttp1MaxSize(config.maxConnections());
    this.config = config;
    this.client = vertx.createHttpClient(options, pool);
  }

  void routes(@Observes Router router) {
    for (String root : List.of("/v1", "/ollama")) {
      router.route(root + "/*").order(BEFORE_BODY_LIMITS).handler(this::carry);
    }
  }

  private void carry(RoutingContext rc) {
    if (config.url().isEmpty()) {
      rc.fail(404);
      return;
    }
    String id = String.valueOf(rc.<Object>get(ProblemMapper.REQUEST_ID));
    new Carry(client, new ProxyWay(config.url().get(), config, id), rc.request(), () -> {}).start();
  }
}
