package dev.corral.proxy.relay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.admission.Authenticator;
import dev.corral.proxy.admission.Principal;
import dev.corral.proxy.check.Judging;
import dev.corral.proxy.check.Verdict;
import dev.corral.proxy.image.Gallery;
import dev.corral.proxy.image.GalleryJson;
import dev.corral.proxy.peer.ServiceAccounts;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import io.quarkus.vertx.http.ManagementInterface;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jboss.logging.Logger;

/// What the gateway alone may ask on the management port, for the person that it names: the gallery
/// of their pictures, and a judgement of a prompt.
@Singleton
public final class GatewayDoor {
  private static final Logger LOG = Logger.getLogger(GatewayDoor.class);
  private static final String GATEWAY = "gateway";
  private static final String IMAGES = "/internal/images";
  private static final String CHECK = "/internal/prompt-check";
  private static final int LARGEST_BODY = 64 * 1024;
  private static final int USUAL_PAGE = 20;
  private static final int MOST_GROUPS = 200;
  private static final String PROMPT = "prompt";
  private static final Set<String> CHECK_FIELDS = Set.of(PROMPT, "kind", "groups");

  private final Ingress ingress;
  private final Gallery gallery;
  private final InternalCallers callers;
  private final Authenticator people;
  private final ObjectMapper json;

  GatewayDoor(
      Ingress ingress,
      Authenticator people,
      Gallery gallery,
      ServiceAccounts accounts,
      ObjectMapper json) {
    this.ingress = ingress;
    this.people = people;
    this.gallery = gallery;
    this.callers = new InternalCallers(accounts);
    this.json = json;
  }

  void open(@Observes ManagementInterface management) {
    Router router = management.router();
    router.get(IMAGES).blockingHandler(rc -> answer(rc, who -> list(rc, who)), false);
    router.get(IMAGES + "/:id").blockingHandler(rc -> answer(rc, who -> one(rc, who)), false);
    router.delete(IMAGES + "/:id").blockingHandler(rc -> answer(rc, who -> delete(rc, who)), false);
    router.post(CHECK).handler(BodyHandler.create(false).setBodyLimit(LARGEST_BODY));
    router.post(CHECK).blockingHandler(rc -> answer(rc, who -> check(rc, who)), false);
  }

  /// On a worker, because a token may have to wait for its issuer.
  private void answer(
      RoutingContext rc, Function<String, CompletableFuture<Optional<byte[]>>> work) {
    if (callers.isCalledBy(GATEWAY, rc)) {
      CompletableFuture<Optional<byte[]>> begun;
      try {
        begun = work.apply(person(rc));
      } catch (RuntimeException refused) {
        begun = CompletableFuture.failedFuture(refused);
      }
      begun.whenComplete((body, failure) -> {
        if (failure == null) {
          send(rc.response(), body);
        } else {
          refuse(rc.response(), failure);
        }
      });
    }
  }

  private static String person(RoutingContext rc) {
    List<String> named = rc.request().headers().getAll("x-corral-principal");
    if (named.size() != 1 || !Principal.named(named.getFirst())) {
      throw invalid("x-corral-principal", "The header x-corral-principal must name a person.");
    }
    return named.getFirst();
  }

  private CompletableFuture<Optional<byte[]>> list(RoutingContext rc, String who) {
    String limit = rc.request().getParam("limit", Integer.toString(USUAL_PAGE));
    if (!limit.matches("[1-9][0-9]?|100")) {
      throw invalid("limit", "must be from 1 to 100");
    }
    Optional<String> cursor = Optional.ofNullable(rc.request().getParam("cursor"));
    return gallery.page(who, Integer.parseInt(limit), cursor).thenApply(Optional::of);
  }

  private CompletableFuture<Optional<byte[]>> one(RoutingContext rc, String who) {
    return gallery
        .show(who, String.valueOf(rc.pathParam("id")))
        .thenApply(shown -> Optional.of(GalleryJson.one(shown)));
  }

  private CompletableFuture<Optional<byte[]>> delete(RoutingContext rc, String who) {
    return gallery
        .store()
        .delete(who, String.valueOf(rc.pathParam("id")))
        .thenApply(gone -> Optional.empty());
  }

  private CompletableFuture<Optional<byte[]>> check(RoutingContext rc, String who) {
    JsonNode body = body(rc);
    String prompt = body.path(PROMPT).asText();
    Judging.Kind kind =
        Judging.Kind.named(body.path("kind").asText())
            .orElseThrow(() -> invalid("kind", "must be image or text"));
    if (prompt.isBlank() || prompt.length() > Judging.LONGEST_PROMPT) {
      throw invalid(PROMPT, "must have 1 to " + Judging.LONGEST_PROMPT + " characters");
    }
    Set<String> groups = new HashSet<>();
    body.path("groups").forEach(group -> groups.add(group.asText()));
    if (groups.size() > MOST_GROUPS) {
      throw invalid("groups", "are too many");
    }
    return people
        .named(who, groups)
        .thenCompose(person ->
            ingress
                .judge()
                .judge(person, Map.of(PROMPT, prompt), kind, UUID.randomUUID().toString()))
        .toCompletableFuture()
        .thenApply(said -> Optional.of(said(said.orElseThrow(GatewayDoor::unclear))));
  }

  private JsonNode body(RoutingContext rc) {
    try {
      Buffer buffer = rc.body().buffer();
      JsonNode body = json.readTree(buffer == null ? new byte[0] : buffer.getBytes());
      if (body instanceof ObjectNode object
          && object.properties().stream().allMatch(f -> CHECK_FIELDS.contains(f.getKey()))) {
        return body;
      }
    } catch (IOException notJson) {
      // said below
    }
    throw new ProblemException(new Problem.Malformed("The body must be one known JSON object."));
  }

  private static ProblemException unclear() {
    return new ProblemException(new Problem.EngineBroken());
  }

  private byte[] said(Verdict verdict) {
    ObjectNode answer =
        json.createObjectNode().put("verdict", verdict.id()).put("reason", verdict.reason());
    if (verdict instanceof Verdict.Rewritten rewritten) {
      answer.put(PROMPT, rewritten.texts().get(PROMPT));
    }
    return answer.toString().getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  private static void send(HttpServerResponse response, Optional<byte[]> body) {
    response.putHeader("cache-control", "no-store").putHeader("content-type", "application/json");
    response.end(
        Buffer.buffer(body.orElse("{}".getBytes(java.nio.charset.StandardCharsets.UTF_8))));
  }

  /// Problem JSON as Corral's services speak it among themselves.
  private void refuse(HttpServerResponse response, Throwable failure) {
    Problem problem = ProblemException.of(failure);
    if (problem instanceof Problem.Internal) {
      LOG.error("an internal request failed on our side", failure);
    }
    Words words = words(problem);
    ObjectNode body =
        json.createObjectNode().put("code", words.code()).put("detail", problem.message());
    if (problem instanceof Problem.InvalidField invalid) {
      body.putArray("errors")
          .addObject()
          .put("field", invalid.field())
          .put("message", invalid.message());
    }
    problem
        .retryAfter()
        .ifPresent(seconds -> response.putHeader("retry-after", Integer.toString(seconds)));
    response
        .setStatusCode(words.status())
        .putHeader("content-type", "application/problem+json")
        .end(body.toString());
  }

  private record Words(int status, String code) {}

  private static Words words(Problem problem) {
    return switch (problem) {
      case Problem.InvalidField p -> new Words(400, "invalid_field");
      case Problem.Malformed p -> new Words(400, "bad_request");
      case Problem.NotYours p -> new Words(404, "not_found");
      case Problem.NotConfigured p -> new Words(503, "not_configured");
      case Problem.RateLimited p -> new Words(429, "rate_limited");
      case Problem.BudgetSpent p -> new Words(429, "budget_spent");
      case Problem.TooManyStreams p -> new Words(429, "too_many_requests");
      case Problem.Internal p -> new Words(500, "internal");
      default -> new Words(503, "unavailable");
    };
  }

  private static ProblemException invalid(String field, String message) {
    return new ProblemException(new Problem.InvalidField(field, message));
  }
}
