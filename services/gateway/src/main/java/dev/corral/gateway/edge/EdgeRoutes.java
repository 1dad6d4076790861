package dev.corral.gateway.edge;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.gateway.appdoor.AppHosts;
import dev.corral.gateway.carry.UnreadBody;
import dev.corral.gateway.datapath.DialectError;
import dev.corral.gateway.problem.Problem;
import dev.corral.gateway.problem.ProblemAnswer;
import dev.corral.gateway.problem.ProblemBody;
import dev.corral.gateway.problem.ProblemMapper;
import dev.corral.gateway.problem.ProblemOf;
import dev.corral.gateway.session.PeopleConfig;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/// Puts the edge in front of everything on the public port.
@ApplicationScoped
class EdgeRoutes {
  private static final Logger LOG = Logger.getLogger(EdgeRoutes.class);
  private static final int FIRST = 10_000;
  private static final int BODIES = -9_000;
  private static final List<String> DATA_PATH = List.of("/v1", "/ollama");

  private final GatewayConfig config;
  private final Gate gate;
  private final AppHosts apps;
  private final Map<String, String> headers;
  private final ObjectMapper json;
  private final Vertx vertx;

  EdgeRoutes(
      GatewayConfig config, PeopleConfig people, AppHosts apps, ObjectMapper json, Vertx vertx) {
    this.config = config;
    this.apps = apps;
    this.gate = new Gate(new Hosts(config.hosts(), config.origins().orElse(List.of())), apps);
    this.headers = SecurityHeaders.of(people.issuer(), config.https());
    this.json = json;
    this.vertx = vertx;
  }

  void filters(@Observes Filters filters) {
    filters.register(this::enter, FIRST);
  }

  void routes(@Observes Router router) {
    router.route().order(-FIRST).failureHandler(this::fail);
    BodyLimit.install(router, BODIES, config);
    router.route().order(BODIES + 10).handler(ConsolePages::serve);
    router.route().last().handler(rc -> answer(rc, new Problem.NotFound()));
  }

  private void enter(RoutingContext rc) {
    if (rc.get(ProblemMapper.REQUEST_ID) != null) {
      rc.next();
      return;
    }
    String id = RequestId.of(rc.request().getHeader(RequestId.HEADER));
    rc.put(ProblemMapper.REQUEST_ID, id);
    HttpServerResponse response = rc.response();
    response.putHeader(RequestId.HEADER, id);
    if (apps.app(rc.request().getHeader("host")).isEmpty()) {
      headers.forEach(response::putHeader);
      response.putHeader("cache-control", "no-store");
    } else {
      // How its pages may behave is an app's own affair; this is the least.
      SecurityHeaders.ofApps(config.https()).forEach(response::putHeader);
    }
    Optional<Problem> refusal = gate.refuse(rc.request());
    if (refusal.isPresent()) {
      answer(rc, refusal.get());
    } else {
      rc.next();
    }
  }

  private void fail(RoutingContext rc) {
    if (rc.response().headWritten()) {
      rc.response().reset();
      return;
    }
    Throwable thrown = rc.failure();
    Problem problem =
        thrown == null || rc.statusCode() / 100 == 4
            ? ProblemOf.status(rc.statusCode())
            : ProblemOf.exception(thrown);
    if (problem instanceof Problem.Internal) {
      LOG.errorf(thrown, "request %s failed", rc.<String>get(ProblemMapper.REQUEST_ID));
    }
    answer(rc, problem);
  }

  private void answer(RoutingContext rc, Problem problem) {
    String id = String.valueOf(rc.<Object>get(ProblemMapper.REQUEST_ID));
    ProblemAnswer answer = ProblemAnswer.to(problem, id);
    HttpServerResponse response = rc.response().setStatusCode(answer.body().status());
    answer.headers().forEach(response::putHeader);
    closeUnlessRead(rc.request());
    String path = RequestPath.ofTarget(rc.request().uri());
    if (RequestPath.isUnderAny(path, DATA_PATH)) {
      response.putHeader("content-type", "application/json");
      response.end(DialectError.body(path, answer.body().code(), answer.body().detail()));
    } else {
      response.putHeader("content-type", ProblemBody.MEDIA_TYPE);
      response.end(write(answer.body()));
    }
  }

  /// A request that is refused before its body came: the rest is thrown away for a moment, then the
  /// line is closed.
  private void closeUnlessRead(HttpServerRequest request) {
    if (request.isEnded()) {
      return;
    }
    UnreadBody.throwAway(request, vertx);
  }

  private String write(ProblemBody body) {
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a problem that Jackson cannot write", e);
    }
  }
}
