package dev.corral.proxy.relay;

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

/// One call to one server. Where it goes is never the caller's to say; of the caller's headers none
/// goes along.
final class EngineCall {
  private static final long GENTLE_MILLIS = TimeUnit.SECONDS.toMillis(1);

  private final HttpClient client;
  private @Nullable HttpClientRequest request;
  private boolean cancelled;
  private boolean ended;

  /// What is sent.
  record Sent(String requestId, String mediaType, byte[] body) {}

  EngineCall(HttpClient client) {
    this.client = client;
  }

  void start(
      RequestOptions where,
      Sent sent,
      Handler<HttpClientResponse> answered,
      Handler<Throwable> failed) {
    if (cancelled) {
      return;
    }
    RequestOptions options =
        where
            .setMethod(HttpMethod.POST)
            .setFollowRedirects(false)
            .putHeader("content-type", sent.mediaType())
            .putHeader("x-request-id", sent.requestId());
    client
        .request(options)
        .onFailure(failed)
        .onSuccess(opened -> send(opened, sent.body(), answered, failed));
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
