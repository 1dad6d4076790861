package dev.corral.proxy.relay;

import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.Locale;

/// Reads a request body: plain JSON, and forms where they belong, never more than the limit, never
/// longer than the deadline.
final class BodyReader {
  private final Vertx vertx;
  private final int limit;
  private final Duration deadline;
  private final boolean forms;

  BodyReader(Vertx vertx, int limit, Duration deadline) {
    this(vertx, limit, deadline, false);
  }

  /// @param forms whether `multipart/form-data` is taken too
  BodyReader(Vertx vertx, int limit, Duration deadline, boolean forms) {
    this.vertx = vertx;
    this.limit = limit;
    this.deadline = deadline;
    this.forms = forms;
  }

  Future<Buffer> read(HttpServerRequest request) {
    try {
      refuseByHead(request);
    } catch (ProblemException refused) {
      return Future.failedFuture(refused);
    }
    if ("100-continue".equalsIgnoreCase(request.getHeader("expect"))
        && request.version() == HttpVersion.HTTP_1_1) {
      request.response().writeContinue();
    }
    return collect(request);
  }

  private void refuseByHead(HttpServerRequest request) {
    String encoding = request.getHeader("content-encoding");
    if (!(isJson(request) || (forms && isForm(request)))
        || (encoding != null && !encoding.equalsIgnoreCase("identity"))) {
      throw new ProblemException(new Problem.UnsupportedMedia());
    }
    String length = request.getHeader("content-length");
    if (length != null && (length.length() > 18 || Long.parseLong(length) > limit)) {
      throw new ProblemException(new Problem.BodyTooLarge(limit));
    }
  }

  /// `curl -d` calls its body a form, and Ollama's own examples rely on Ollama not caring.
  private static boolean isJson(HttpServerRequest request) {
    String type = request.getHeader("content-type");
    if (type == null) {
      return true;
    }
    String plain = type.toLowerCase(Locale.ROOT).strip();
    boolean forgiven =
        request.uri().startsWith("/ollama/")
            && plain.startsWith("application/x-www-form-urlencoded");
    return forgiven || plain.startsWith("application/json");
  }

  static boolean isForm(HttpServerRequest request) {
    String type = request.getHeader("content-type");
    return type != null && type.toLowerCase(Locale.ROOT).strip().startsWith("multipart/form-data");
  }

  private Future<Buffer> collect(HttpServerRequest request) {
    Promise<Buffer> done = Promise.promise();
    Buffer body = Buffer.buffer();
    long timer =
        vertx.setTimer(
            deadline.toMillis(), id -> done.tryFail(new ProblemException(new Problem.SlowBody())));
    request.handler(chunk -> {
      if (body.length() + chunk.length() > limit) {
        done.tryFail(new ProblemException(new Problem.BodyTooLarge(limit)));
      } else if (!done.future().isComplete()) {
        body.appendBuffer(chunk);
      }
    });
    request.exceptionHandler(done::tryFail);
    request.endHandler(ended -> done.tryComplete(body));
    request.resume();
    return done.future().onComplete(ended -> vertx.cancelTimer(timer));
  }
}
