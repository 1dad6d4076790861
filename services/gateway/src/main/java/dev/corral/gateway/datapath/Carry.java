package dev.corral.gateway.datapath;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.streams.Pipe;
import java.net.URI;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/// Carries one request to the inference-proxy and its answer back, as bytes, at the pace of the
/// slower side. A side that goes away takes the other one with it at once.
final class Carry {
  private static final Logger LOG = Logger.getLogger(Carry.class);

  private final HttpClient client;
  private final URI proxy;
  private final CarryConfig config;

  Carry(HttpClient client, URI proxy, CarryConfig config) {
    this.client = client;
    this.proxy = proxy;
    this.config = config;
  }

  void carry(HttpServerRequest request, String requestId) {
    request.pause();
    client
        .request(options(request))
        .onSuccess(upstream -> forward(request, upstream, requestId))
        .onFailure(e -> refuse(request, e));
  }

  private RequestOptions options(HttpServerRequest request) {
    return new RequestOptions()
        .setMethod(request.method())
        .setHost(proxy.getHost())
        .setPort(proxy.getPort() < 0 ? 80 : proxy.getPort())
        .setURI(request.uri())
        .setFollowRedirects(false)
        .setConnectTimeout(config.connectTimeout().toMillis())
        .setIdleTimeout(config.idleTimeout().toMillis());
  }

  private void forward(HttpServerRequest request, HttpClientRequest upstream, String requestId) {
    HttpServerResponse response = request.response();
    if (response.closed()) {
      upstream.reset();
      return;
    }
    response.closeHandler(gone -> drop(upstream));
    response.exceptionHandler(gone -> drop(upstream));
    CarriedHeaders.inward(request.headers(), upstream.headers());
    upstream.putHeader("x-request-id", requestId);
    upstream
        .response()
        .onSuccess(answer -> back(request.response(), answer, upstream))
        .onFailure(e -> refuse(request, e));
    send(request, upstream);
  }

  /// Ends the upstream's work. A reset alone leaves a connection open whose answer is held back at
  /// that moment.
  private static void drop(HttpClientRequest upstream) {
    upstream.reset();
    upstream.connection().close();
  }

  private static void send(HttpServerRequest request, HttpClientRequest upstream) {
    if (request.isEnded()) {
      upstream.end();
      return;
    }
    boolean sized = request.headers().contains("content-length");
    if (!sized && !request.headers().contains("transfer-encoding")) {
      upstream.end();
      request.resume();
      return;
    }
    upstream.setChunked(!sized);
    // The proxy judges the head at once, also when no body ever follows.
    upstream.sendHead();
    Pipe<Buffer> pipe = request.pipe().endOnFailure(false);
    pipe.to(upstream).onFailure(e -> drop(upstream));
  }

  private static void back(
      HttpServerResponse response, HttpClientResponse answer, HttpClientRequest upstream) {
    response.setStatusCode(answer.statusCode());
    CarriedHeaders.outward(answer.headers(), response.headers());
    response.setChunked(!response.headers().contains("content-length"));
    answer
        .pipe()
        .endOnFailure(false)
        .to(response)
        .onSuccess(done -> response.closeHandler(null).exceptionHandler(null))
        .onFailure(e -> {
          drop(upstream);
          response.reset();
        });
  }

  private static void refuse(HttpServerRequest request, Throwable e) {
    HttpServerResponse response = request.response();
    if (response.closed() || response.ended()) {
      return;
    }
    if (response.headWritten()) {
      response.reset();
      return;
    }
    boolean late = e instanceof TimeoutException;
    LOG.warnf("the inference-proxy did not answer: %s", e.getClass().getSimpleName());
    response
        .setStatusCode(late ? 504 : 502)
        .putHeader("content-type", "application/json")
        .putHeader("retry-after", "2")
        .putHeader("connection", "close")
        .end(
            DialectError.body(
                request.uri(), "upstream_unavailable", "The inference-proxy does not answer."));
  }
}
