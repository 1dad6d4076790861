package dev.corral.local.engine.http;

import dev.corral.local.engine.generation.Answer;
import dev.corral.local.engine.generation.AnswerListener;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/// Carries an answer from its slot to the caller, whole or as a stream. Headers leave with the
/// first text, so that a failure before it still has its status.
public final class AnswerSender implements AnswerListener {
  private final Context context;
  private final HttpServerResponse response;
  private final AnswerFormat format;
  private final boolean streaming;
  private final StringBuilder whole = new StringBuilder();

  /// Must be made on the event loop of the request.
  public AnswerSender(RoutingContext request, AnswerFormat format, boolean streaming) {
    this.context = request.vertx().getOrCreateContext();
    this.response = request.response();
    this.format = format;
    this.streaming = streaming;
  }

  @Override
  public void text(String text) {
    if (streaming) {
      onLoop(() -> write(format.text(text)));
    } else {
      whole.append(text);
    }
  }

  @Override
  public void done(Answer answer) {
    if (streaming) {
      onLoop(() -> {
        write(format.end(answer));
        response.end();
      });
    } else {
      var body = format.whole(whole.toString(), answer);
      onLoop(() -> response.putHeader("Content-Type", "application/json").end(body));
    }
  }

  @Override
  public void failed(RuntimeException cause) {
    var problem = Problem.of(cause, 500);
    if (problem.status() == 500) {
      System.err.println("generation failed: " + cause);
    }
    onLoop(() -> fail(problem));
  }

  private void fail(Problem problem) {
    if (response.headWritten()) {
      response.end(format.failure(problem));
    } else {
      response
          .setStatusCode(problem.status())
          .putHeader("Content-Type", "application/json")
          .end(format.error(problem));
    }
  }

  private void write(String frames) {
    if (!response.headWritten()) {
      response.setChunked(true).putHeader("Content-Type", format.streamType());
      response.putHeader("Cache-Control", "no-store");
      response.write(format.opening() + frames);
    } else {
      response.write(frames);
    }
  }

  private void onLoop(Runnable action) {
    context.runOnContext(ignored -> {
      if (!response.closed() && !response.ended()) {
        action.run();
      }
    });
  }
}
