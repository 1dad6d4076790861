package dev.corral.proxy.relay;

import dev.corral.proxy.dialect.Voice;
import dev.corral.proxy.problem.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/// Writes a refusal in the words of a dialect.
final class Refusals {
  private Refusals() {}

  static void write(HttpServerRequest request, Voice voice, Problem problem) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    Voice.Refusal refusal = voice.refusal(problem);
    response.setStatusCode(refusal.status());
    response.putHeader("content-type", "application/json");
    problem.retryAfter().ifPresent(s -> response.putHeader("retry-after", Integer.toString(s)));
    switch (problem) {
      case Problem.Unauthorized p -> response.putHeader("www-authenticate", "Bearer");
      case Problem.MethodNotAllowed p -> response.putHeader("allow", p.allowed());
      default -> {}
    }
    if (!request.isEnded()) {
      // What is left of the body is thrown away, and the connection with it.
      response.putHeader("connection", "close");
      request.handler(ignored -> {});
      request.resume();
    }
    response.end(Buffer.buffer(refusal.body()));
  }
}
