package dev.corral.proxy.relay;

import dev.corral.proxy.endpoint.Replica;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.upstream.EngineKeys;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;

/// One replica, counted as loaded until the attempt is over.
final class PodTarget implements Target {
  private final Lane lane;
  private final Wanted wanted;
  private final EngineKeys keys;

  PodTarget(Lane lane, Wanted wanted, EngineKeys keys) {
    this.lane = lane;
    this.wanted = wanted;
    this.keys = keys;
  }

  @Override
  public Future<RequestOptions> request(String enginePath) {
    Replica replica = lane.replica();
    RequestOptions options =
        new RequestOptions().setHost(replica.host()).setPort(replica.port()).setURI(enginePath);
    keys.key(wanted.model().traits().engine(), wanted.model().naming().uid())
        .ifPresent(key -> options.putHeader("authorization", "Bearer " + key));
    String trace = wanted.span().traceparent();
    if (!trace.isEmpty()) { // to engines of our own only
      options.putHeader("traceparent", trace);
    }
    return Future.succeededFuture(options);
  }

  @Override
  public Problem problem(HttpClientResponse answer) {
    return switch (answer.statusCode()) {
      case 429 -> new Problem.EngineBusy();
      case 404, 405, 501 -> missing();
      default -> new Problem.EngineBroken();
    };
  }

  private Problem missing() {
    return wanted.optional()
        ? new Problem.OperationUnsupported(wanted.model().name(), wanted.operation())
        : new Problem.EngineBroken();
  }

  @Override
  public void answered(int status) {
    lane.answered(status);
  }

  @Override
  public void worked() {
    lane.worked();
  }

  @Override
  public void failed() {
    lane.failed();
  }

  @Override
  public void left() {
    lane.left();
  }
}
