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
import org.jspecify.annotations.Nullable;

/// Carries one request and its answer back, as bytes, at the pace of the slower side. A side that
/// goes away takes the other one with it at once. All of it is on the request's event loop.
public final class Carry {
  private static final Logger LOG = Logger.getLogger(Carry.class);

  private final HttpClient client;
  private final Way way;
  private final HttpServerRequest request;
  private final Runnable over;
  private @Nullable HttpClientRequest upstream;
  private boolean ended;

  /// A server that was asked to switch and did not keeps its line to itself.
  private boolean switching;

  /// @param request whose body nobody has begun to read
  /// @param over is told once, when nothing is carried any more
  public Carry(HttpClient client, Way way, HttpServerRequest request, Runnable over) {
    this.client = client;
    this.way = way;
    this.request = request;
    this.over = over;
  }

  /// Begins.
  public void start() {
    request.pause();
    RequestOptions options =
        new RequestOptions()
            .setMethod(request.method())
            .setURI(request.uri())
            .setFollowRedirects(false);
    way.address(options);
    client.request(options).onSuccess(this::forward).onFailure(this::refuse);
  }

  /// Ends both sides now, wherever they are.
  public void cut() {
    if (ended) {
      return;
    }
    drop();
    request.connection().close();
  }

  private void forward(HttpClientRequest opened) {
    upstream = opened;
    HttpServerResponse response = request.response();
    if (ended || response.closed()) {
      drop();
      return;
    }
    opened.exceptionHandler(gone -> {});
    response.closeHandler(gone -> drop());
    response.exceptionHandler(gone -> drop());
    way.inward(request.headers(), opened.headers());
    if (way.takesWebSockets() && Tunnel.isAsked(request)) {
      switching = true;
      Tunnel.askFor(opened);
      opened.connect().onSuccess(answer -> switched(opened, answer)).onFailure(this::refuse);
      return;
    }
    opened.response().onSuccess(this::back).onFailure(this::refuse);
    send(opened);
  }

  private void switched(HttpClientRequest opened, HttpClientResponse answer) {
    if (answer.statusCode() != Tunnel.SWITCHING) {
      request.resume();
      back(answer);
      return;
    }
    way.outward(answer.headers(), request.response().headers());
    new Tunnel(request, opened, answer)
        .join()
        .onFailure(e -> request.connection().close())
        .onComplete(done -> drop());
  }

  /// Ends the upstream's work, what waits to be sent there included. A reset alone leaves a
  /// connection open whose answer is held back at that moment.
  private void drop() {
    HttpClientRequest opened = upstream;
    if (opened != null) {
      opened.reset();
      Tunnel.channel(opened).close();
    }
    end();
  }

  private void end() {
    if (!ended) {
      ended = true;
      over.run();
    }
  }

  private void send(HttpClientRequest opened) {
    if (request.isEnded()) {
      opened.end();
      return;
    }
    boolean sized = request.headers().contains("content-length");
    if (!sized && !request.headers().contains("transfer-encoding")) {
      opened.end();
      request.resume();
      return;
    }
    opened.setChunked(!sized);
    // The server judges the head at once, also when no body ever follows.
    opened.sendHead();
    Pipe<Buffer> pipe = request.pipe().endOnFailure(false);
    pipe.to(opened).onFailure(e -> drop());
  }

  private void back(HttpClientResponse answer) {
    HttpServerResponse response = request.response();
    if (answer.statusCode() == Tunnel.SWITCHING) {
      drop();
      way.refuse(request, false);
      return;
    }
    response.setStatusCode(answer.statusCode());
    way.outward(answer.headers(), response.headers());
    response.setChunked(!response.headers().contains("content-length"));
    answer
        .pipe()
        .endOnFailure(false)
        .to(response)
        .onSuccess(done -> {
          response.closeHandler(null).exceptionHandler(null);
          if (switching) {
            drop();
          }
          end();
        })
        .onFailure(e -> {
          drop();
          response.reset();
        });
  }

  private void refuse(Throwable e) {
    HttpServerResponse response = request.response();
    end();
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
