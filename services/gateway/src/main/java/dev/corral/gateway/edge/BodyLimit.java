package dev.corral.gateway.edge;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.impl.RoutingContextInternal;
import org.jspecify.annotations.Nullable;

/// Reads bodies under `/api` whole, but never more, longer or other than is allowed there.
final class BodyLimit {
  private static final String ROOT = "/api/*";
  private static final String TIMER = "corral.body-timer";

  private final long timeoutMillis;

  private BodyLimit(long timeoutMillis) {
    this.timeoutMillis = timeoutMillis;
  }

  static void install(Router router, int order, GatewayConfig config) {
    BodyLimit limit = new BodyLimit(config.bodyTimeout().toMillis());
    router.route(ROOT).order(order).handler(limit::begin);
    router
        .route(ROOT)
        .order(order + 1)
        .handler(BodyHandler.create(false).setBodyLimit(config.bodyLimit()));
    router.route(ROOT).order(order + 2).handler(BodyLimit::arrived);
  }

  private void begin(RoutingContext rc) {
    String encoding = rc.request().getHeader("content-encoding");
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      rc.fail(415);
      return;
    }
    if (!rc.request().isEnded()) {
      rc.put(TIMER, rc.vertx().setTimer(timeoutMillis, timer -> rc.fail(408)));
    }
    rc.next();
  }

  private static void arrived(RoutingContext rc) {
    @Nullable Long timer = rc.remove(TIMER);
    if (timer != null) {
      rc.vertx().cancelTimer(timer);
    }
    if (rc.body().buffer() == null) {
      // else an operation that wants a body waits for one that has ended already
      ((RoutingContextInternal) rc).setBody(Buffer.buffer());
    }
    rc.next();
  }
}
