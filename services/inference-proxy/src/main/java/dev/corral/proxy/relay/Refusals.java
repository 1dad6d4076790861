package dev.corral.proxy.relay;

import dev.corral.proxy.dialect.Voice;
import dev.corral.proxy.problem.Problem;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Objects;

/// Writes a refusal in the words of a dialect.
final class Refusals {
  private static final long DISCARD_MILLIS = 1000;

  private Refusals() {}

  static void write(HttpServerRequest request, Voice voice, Problem problem) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    Voice.Refusal refusal = voice.refusal(problem, requestId(response));
    response.setStatusCode(refusal.status());
    response.putHeader("content-type", "application/json");
    problem.retryAfter().ifPresent(s -> response.putHeader("retry-after", Integer.toString(s)));
    switch (problem) {
      case Problem.Unauthorized p -> response.putHeader("www-authenticate", "Bearer");
      case Problem.MethodNotAllowed p -> response.putHeader("allow", p.allowed());
      case Problem.RateLimited p -> rate(response, p);
      default -> {}
    }
    if (!request.isEnded()) {
      discard(request);
    }
    response.end(Buffer.buffer(refusal.body()));
  }

  /// Of the limit that was reached, by the names that OpenAI's clients know.
  private static void rate(HttpServerResponse response, Problem.RateLimited reached) {
    String unit = reached.unit();
    response.putHeader("x-ratelimit-limit-" + unit, Long.toString(reached.limit()));
    response.putHeader("x-ratelimit-reset-" + unit, reached.seconds() + "s");
    if (unit.equals("requests")) { // some tokens may be left, only too few for this one
      response.putHeader("x-ratelimit-remaining-requests", "0");
    }
  }

  private static String requestId(HttpServerResponse response) {
    return Objects.requireNonNullElse(response.headers().get("x-request-id"), "");
  }

  /// Throws the rest of a body away for a moment, so that the refusal can be read, and then the
  /// connection with it if there is still more.
  private static void discard(HttpServerRequest request) {
    request.handler(ignored -> {});
    request.resume();
    Context context = Vertx.currentContext();
    if (context != null) {
      context.owner().setTimer(DISCARD_MILLIS, id -> closeUnlessRead(request));
    }
  }

  private static void closeUnlessRead(HttpServerRequest request) {
    if (!request.isEnded()) {
      request.connection().close();
    }
  }
}
