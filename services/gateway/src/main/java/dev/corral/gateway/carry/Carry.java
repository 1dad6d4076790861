package dev.corral.gateway.carry;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.streams.Pipe;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/// Carries one request and its answer back, as bytes, at the pace of the slower side. A side that
/// goes away takes the other one with it at once.
public final class Carry {
  private static final Logger LOG = Logger.getLogger(Carry.class);

  private final HttpClient client;
  private final Way way;

  public Carry(HttpClient client, Way way) {
    this.client = client;
    this.way = way;
  }

  /// Carries `request`, whose body nobody has begun to read.
  public void carry(HttpServerRequest request) {
    request.pause();
    RequestOptions options =
        new RequestOptions()
            .setMethod(request.method())
            .setURI(request.uri())
            .setFollowRedirects(false);
    way.address(options);
    client
        .request(options)
        .onSuccess(upstream -> forward(request, upstream))
        .onFailure(e -> refuse(request, e));
  }

  private void forward(HttpServerRequest request, HttpClientRequest upstream) {
    HttpServerResponse response = request.response();
    if (response.closed()) {
      upstream.reset();
      return;
    }
    response.closeHandler(gone -> drop(upstream));
    response.exceptionHandler(gone -> drop(upstream));
    way.inward(request.headers(), upstream.headers());
    if (way.takesWebSockets() && WebSockets.isAsked(request)) {
      WebSockets.askFor(upstream);
      upstream
          .connect()
          .onSuccess(answer -> opened(request, answer, upstream))
          .onFailure(e -> refuse(request, e));
      return;
    }
    upstream
        .response()
        .onSuccess(answer -> back(response, answer, upstream))
        .onFailure(e -> refuse(request, e));
    send(request, upstream);
  }

  private void opened(
      HttpServerRequest request, HttpClientResponse answer, HttpClientRequest upstream) {
    if (answer.statusCode() != WebSockets.SWITCHING) {
      back(request.response(), answer, upstream);
      return;
    }
    way.outward(answer.headers(), request.response().headers());
    WebSockets.join(request, answer).onFailure(e -> drop(upstream));
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
    // The server judges the head at once, also when no body ever follows.
    upstream.sendHead();
    Pipe<Buffer> pipe = request.pipe().endOnFailure(false);
    pipe.to(upstream).onFailure(e -> drop(upstream));
  }

  private void back(
      HttpServerResponse response, HttpClientResponse answer, HttpClientRequest upstream) {
    response.setStatusCode(answer.statusCode());
    way.outward(answer.headers(), response.headers());
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

  private void refuse(HttpServerRequest request, Throwable e) {
    HttpServerResponse response = request.response();
    if (response.closed() || response.ended()) {
      return;
    }
    if (response.headWritten()) {
      response.reset();
      return;
    }
    LOG.warnf("nobody answers a carried request: %s", e.getClass().getSimpleName());
    way.refuse(request, e instanceof TimeoutException);
  }
}
