package dev.corral.proxy.relay;

import dev.corral.proxy.dialect.EngineWords;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import io.vertx.core.http.HttpClientResponse;

/// One try at a server that speaks HTTP.
final class HttpAttempt implements Attempt {
  private static final String JSON = "application/json";

  private final Recipient to;
  private final Relay relay;
  private final Target target;
  private final EngineCall call;

  HttpAttempt(Recipient to, Relay relay, Hop hop) {
    this.to = to;
    this.relay = relay;
    this.target = hop.target();
    this.call = new EngineCall(hop.client());
  }

  @Override
  public void start(Hearing hearing) {
    Ticket ticket = to.ticket();
    byte[] body = relay.engineBody(ticket);
    target
        .request(ticket.passage().path())
        .onSuccess(where ->
            call.start(
                where,
                new EngineCall.Sent(ticket.requestId(), JSON, body),
                answer -> answered(answer, hearing),
                failure -> hearing.unavailable(new Problem.EngineUnavailable())))
        .onFailure(failure -> hearing.failed(ProblemException.of(failure)));
  }

  private void answered(HttpClientResponse answer, Hearing hearing) {
    answer.exceptionHandler(failure -> {}); // until somebody takes the answer
    target.answered(answer.statusCode());
    switch (answer.statusCode()) {
      case 200 -> hearing.answered(delivery(answer, hearing));
      case 502, 503, 504 -> hearing.unavailable(new Problem.EngineUnavailable());
      case 400, 413, 422 -> refused(answer, hearing);
      case 404 -> missing(answer, hearing);
      default -> hearing.failed(target.problem(answer));
    }
  }

  private Delivery delivery(HttpClientResponse answer, Hearing hearing) {
    return to.streaming()
        ? new StreamDelivery(to, answer, call, hearing)
        : new WholeDelivery(to, answer, call, hearing);
  }

  private static void refused(HttpClientResponse answer, Hearing hearing) {
    RefusalReader.read(answer)
        .onComplete(body ->
            hearing.failed(
                new Problem.EngineRefused(
                    EngineWords.harmless(body.otherwise(new byte[0]).result()))));
  }

  /// A server of vectors has no chat, and one of chats no vectors.
  private void missing(HttpClientResponse answer, Hearing hearing) {
    Ticket ticket = to.ticket();
    RefusalReader.read(answer)
        .onComplete(body ->
            hearing.failed(
                EngineWords.lackRoute(body.otherwise(new byte[0]).result())
                    ? new Problem.OperationUnsupported(
                        ticket.model().name(), ticket.prompt().operation().id())
                    : target.problem(answer)));
  }

  @Override
  public void fruitful() {
    target.worked();
  }

  @Override
  public void fruitless() {
    target.failed();
  }

  @Override
  public void release() {
    call.release(relay.vertx());
    target.left();
  }

  @Override
  public void cancel() {
    call.cancel();
    target.left();
  }
}
