package dev.corral.gateway.key;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.gateway.problem.Problem;
import dev.corral.gateway.problem.ProblemAnswer;
import dev.corral.gateway.problem.ProblemBody;
import dev.corral.gateway.problem.ProblemException;
import dev.corral.gateway.problem.ProblemOf;
import dev.corral.gateway.session.ServiceCallers;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A door on the management port that one of our own services may use, and nobody else.
final class ServiceDoor {
  private static final Logger LOG = Logger.getLogger(ServiceDoor.class);

  private final ObjectMapper json;
  private final Optional<ServiceCallers> callers;

  ServiceDoor(ObjectMapper json, Optional<ServiceCallers> callers) {
    this.json = json;
    this.callers = callers;
  }

  /// What is done behind the door; the answer is written as JSON, none is 204.
  interface Call {
    Optional<Object> answer(RoutingContext rc, String body) throws JsonProcessingException;
  }

  /// Lets `caller` in, with bodies of at most `limit` bytes.
  void open(Route route, String caller, int limit, Call call) {
    route
        .handler(BodyHandler.create(false).setBodyLimit(limit))
        .handler(rc -> handle(rc, caller, limit, call))
        .failureHandler(rc -> fail(rc, rc.failure(), rc.statusCode()));
  }

  /// Reads a body.
  <T> T read(String body, Class<T> type) throws JsonProcessingException {
    return json.readValue(body, type);
  }

  private void handle(RoutingContext rc, String caller, int limit, Call call) {
    rc.vertx()
        .executeBlocking(() -> answer(rc, caller, limit, call), false)
        .onSuccess(body -> {
          if (body.isEmpty()) {
            rc.response().setStatusCode(204).end();
          } else {
            rc.response().putHeader("content-type", "application/json").end(body.get());
          }
        })
        .onFailure(e -> fail(rc, e, -1));
  }

  private Optional<String> answer(RoutingContext rc, String caller, int limit, Call call)
      throws JsonProcessingException {
    Optional<String> who =
        callers.flatMap(c -> c.identify(rc.request().getHeader("authorization")));
    if (who.isEmpty()) {
      throw new ProblemException(new Problem.Unauthorized());
    }
    if (!who.get().equals(caller)) {
      throw new ProblemException(new Problem.Forbidden("Only the " + caller + " may ask that."));
    }
    String body = Objects.requireNonNullElse(rc.body().asString(), "");
    if (body.length() > limit) {
      throw new ProblemException(new Problem.BodyTooLarge(limit));
    }
    Optional<Object> told = call.answer(rc, body);
    return told.isEmpty() ? Optional.empty() : Optional.of(json.writeValueAsString(told.get()));
  }

  private void fail(RoutingContext rc, @Nullable Throwable thrown, int status) {
    String id = UUID.randomUUID().toString();
    Problem problem = thrown == null ? ProblemOf.status(status) : ProblemOf.exception(thrown);
    if (problem instanceof Problem.Internal) {
      LOG.errorf(thrown, "request %s failed", id);
    }
    ProblemBody body = ProblemAnswer.to(problem, id).body();
    try {
      rc.response()
          .setStatusCode(body.status())
          .putHeader("content-type", ProblemBody.MEDIA_TYPE)
          .putHeader("x-request-id", id)
          .end(json.writeValueAsString(body));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a problem that Jackson cannot write", e);
    }
  }
}
