package dev.corral.proxy.relay;

import dev.corral.proxy.dialect.Prompt;
import dev.corral.proxy.dialect.Voice;
import dev.corral.proxy.problem.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.OptionalLong;

/// The caller's end of one exchange. Before the first byte it can still be refused with a status;
/// after it only within the stream.
final class Caller {
  private static final String OCTETS_JSON = "application/json";

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Voice voice;
  private final Prompt prompt;
  private long bytesOut;

  Caller(HttpServerRequest request, Voice voice, Prompt prompt, int buffer) {
    this.request = request;
    this.response = request.response();
    this.voice = voice;
    this.prompt = prompt;
    response.setWriteQueueMaxSize(buffer);
  }

  Prompt prompt() {
    return prompt;
  }

  Voice voice() {
    return voice;
  }

  long bytesOut() {
    return bytesOut;
  }

  /// Runs when the connection or stream is closed under an unfinished answer; does not wait for a
  /// failed write, which a buffer could hide.
  void onGone(Runnable gone) {
    response.exceptionHandler(failure -> gone.run());
    response.closeHandler(closed -> gone.run());
  }

  /// Whether nobody is there to read an answer.
  boolean gone() {
    return response.closed();
  }

  void describe(String model, long queueMs, OptionalLong ttftMs) {
    if (!response.headWritten()) {
      response.putHeader("x-corral-model", model);
      response.putHeader("x-corral-queue-ms", Long.toString(queueMs));
      ttftMs.ifPresent(ms -> response.putHeader("x-corral-ttft-ms", Long.toString(ms)));
    }
  }

  /// Sends a part of a stream; the first one sends the head.
  void send(byte[] bytes) {
    if (response.ended() || response.closed()) {
      return;
    }
    if (!response.headWritten()) {
      response.setChunked(true);
      response.putHeader("content-type", voice.streamType());
      response.putHeader("x-accel-buffering", "no");
    }
    bytesOut += bytes.length;
    response.write(Buffer.buffer(bytes));
  }

  void finish() {
    if (!response.ended() && !response.closed()) {
      response.end();
    }
  }

  void finishWhole(byte[] body) {
    if (!response.ended() && !response.closed()) {
      bytesOut += body.length;
      response.putHeader("content-type", OCTETS_JSON);
      response.end(Buffer.buffer(body));
    }
  }

  /// Says what went wrong in the way that is still possible.
  void fail(Problem problem) {
    if (response.ended() || response.closed()) {
      return;
    }
    if (response.headWritten()) {
      send(voice.streamError(problem));
      response.end();
    } else {
      Refusals.write(request, voice, problem);
    }
  }

  /// Whether more bytes wait for the caller than should.
  boolean full() {
    return response.writeQueueFull();
  }

  void onDrain(Runnable drained) {
    response.drainHandler(ready -> drained.run());
  }

  /// Ends the connection without pretending that the answer is complete.
  void cut() {
    if (!response.closed()) {
      response.reset();
    }
  }
}
