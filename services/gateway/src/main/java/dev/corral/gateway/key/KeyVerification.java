package dev.corral.gateway.key;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.corral.gateway.problem.Problem;
import dev.corral.gateway.problem.ProblemAnswer;
import dev.corral.gateway.problem.ProblemBody;
import dev.corral.gateway.problem.ProblemException;
import dev.corral.gateway.problem.ProblemOf;
import dev.corral.gateway.session.ClusterConfig;
import dev.corral.gateway.session.ClusterKeys;
import dev.corral.gateway.session.ServiceCallers;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// `POST /internal/keys/verify` on the management port, for the inference-proxy and nobody else.
@ApplicationScoped
class KeyVerification {
  private static final Logger LOG = Logger.getLogger(KeyVerification.class);
  private static final String PATH = "/internal/keys/verify";
  private static final String CALLER = "inference-proxy";
  private static final int BODY_LIMIT = 4_096;

  private record Question(@Nullable String id, @Nullable String sha256) {}

  private final KeyRing ring;
  private final ObjectMapper json;
  private final Optional<ServiceCallers> callers;

  KeyVerification(KeyRing ring, ObjectMapper json, ClusterConfig cluster) {
    this.ring = ring;
    this.json = json;
    this.callers =
        cluster
            .issuer()
            .map(issuer ->
                new ServiceCallers(
                    issuer, cluster.namespace(), new ClusterKeys(issuer, cluster.caFile())));
  }

  void routes(@Observes ManagementInterface management) {
    management
        .router()
        .post(PATH)
        .handler(BodyHandler.create(false).setBodyLimit(BODY_LIMIT))
        .handler(this::handle)
        .failureHandler(rc -> fail(rc, rc.failure(), rc.statusCode()));
  }

  private void handle(RoutingContext rc) {
    rc.vertx()
        .executeBlocking(() -> verify(rc), false)
        .onSuccess(body -> rc.response().putHeader("content-type", "application/json").end(body))
        .onFailure(e -> fail(rc, e, -1));
  }

  private String verify(RoutingContext rc) throws JsonProcessingException {
    Optional<String> caller =
        callers.flatMap(c -> c.identify(rc.request().getHeader("authorization")));
    if (caller.isEmpty()) {
      throw new ProblemException(new Problem.Unauthorized());
    }
    if (!caller.get().equals(CALLER)) {
      throw new ProblemException(new Problem.Forbidden("Only the inference-proxy may ask that."));
    }
    String body = Objects.requireNonNullElse(rc.body().asString(), "");
    if (body.length() > BODY_LIMIT) {
      throw new ProblemException(new Problem.BodyTooLarge(BODY_LIMIT));
    }
    Question question = json.readValue(body, Question.class);
    return json.writeValueAsString(KeyVerdict.of(ring.verify(question.id(), question.sha256())));
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
