package dev.corral.proxy.relay;

import dev.corral.proxy.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;

/// A server that answers for a model over HTTP, as one attempt uses it.
interface Target {

  /// Where and how to reach it: address, credentials, and the path that `enginePath` has there.
  Future<RequestOptions> request(String enginePath);

  /// What a status means that is neither an answer, nor a refusal of the request, nor a sign that
  /// another try may do better.
  Problem problem(HttpClientResponse answer);

  /// It has answered with this status.
  default void answered(int status) {}

  /// It has sent the first byte of an answer.
  default void worked() {}

  /// It failed before its first byte.
  default void failed() {}

  /// The attempt is over; later calls change nothing.
  void left();
}
