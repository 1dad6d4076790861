package dev.corral.proxy.relay;

import dev.corral.proxy.endpoint.Replica;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One call to one replica. The address is the table's, the path an operation's; of the caller's
/// headers none goes along.
final class EngineCall {
  private static final long GENTLE_MILLIS = TimeUnit.SECONDS.toMillis(1);

  private final HttpClient client;
  private final Replica replica;
  private @Nullable HttpClientRequest request;
  private boolean cancelled;
  private boolean ended;

  EngineCall(HttpClient client, Replica replica) {
    this.client = client;
    this.replica = replica;
  }

  Replica replica() {
    return replica;
  }

  void start(
      String path,
      String requestId,
      byte[] body,
      Handler<HttpClientResponse> answered,
      Handler<Throwable> failed) {
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setHost(replica.host())
            .setPort(replica.port())
            .setURI(path)
            .setFollowRedirects(false)
            .putHeader("content-type", "application/json")
            .putHeader("x-request-id", requestId);
    client
        .request(options)
        .onFailure(failed)
        .onSuccess(opened -> send(opened, body, answered, failed));
  }

  private void send(
      HttpClientRequest opened,
      byte[] body,
      Handler<HttpClientResponse> answered,
      Handler<Throwable> failed) {
    request = opened;
    if (cancelled) {
      opened.reset();
      return;
    }
    opened.exceptionHandler(failed);
    opened.response().onSuccess(answered).onFailure(failed);
    opened.end(Buffer.buffer(body)).onFailure(failed);
  }

  /// The engine's answer has been read to its end.
  void ended() {
    ended = true;
  }

  /// Frees the engine at once.
  void cancel() {
    cancelled = true;
    if (request != null && !ended) {
      request.reset();
      // A reset alone leaves a connection open whose answer is held back.
      request.connection().close();
    }
  }

  /// The answer is complete; gives the engine a moment to end it so that the connection can be used
  /// again.
  void release(Vertx vertx) {
    if (!ended) {
      vertx.setTimer(
          GENTLE_MILLIS,
          id -> {
            if (!ended) {
              cancel();
            }
          });
    }
  }
}
