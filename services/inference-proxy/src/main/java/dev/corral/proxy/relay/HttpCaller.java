package dev.corral.proxy.relay;

import dev.corral.proxy.dialect.Prompt;
import dev.corral.proxy.dialect.Voice;
import dev.corral.proxy.problem.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.OptionalLong;

/// A caller on the other end of an HTTP request.
final class HttpCaller implements Caller {
  private static final String OCTETS_JSON = "application/json";

  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final Voice voice;
  private final Prompt prompt;
  private long bytesOut;

  HttpCaller(HttpServerRequest request, Voice voice, Prompt prompt, int buffer) {
    this.request = request;
    this.response = request.response();
    this.voice = voice;
    this.prompt = prompt;
    response.setWriteQueueMaxSize(buffer);
  }

  @Override
  public Prompt prompt() {
    return prompt;
  }

  @Override
  public Voice voice() {
    return voice;
  }

  @Override
  public long bytesOut() {
    return bytesOut;
  }

  @Override
  public void onGone(Runnable gone) {
    response.exceptionHandler(failure -> gone.run());
    response.closeHandler(closed -> gone.run());
  }

  @Override
  public boolean gone() {
    return response.closed();
  }

  @Override
  public void describe(String model, long queueMs, OptionalLong ttftMs) {
    if (!response.headWritten()) {
      response.putHeader("x-corral-model", model);
      response.putHeader("x-corral-queue-ms", Long.toString(queueMs));
      ttftMs.ifPresent(ms -> response.putHeader("x-corral-ttft-ms", Long.toString(ms)));
    }
  }

  @Override
  public void header(String name, String value) {
    if (!response.headWritten()) {
      response.putHeader(name, value);
    }
  }

  @Override
  public void send(byte[] bytes) {
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

  @Override
  public void finish() {
    if (!response.ended() && !response.closed()) {
      response.end();
    }
  }

  @Override
  public void finishWhole(byte[] body) {
    if (!response.ended() && !response.closed()) {
      bytesOut += body.length;
      response.putHeader("content-type", OCTETS_JSON);
      response.end(Buffer.buffer(body));
    }
  }

  @Override
  public void fail(Problem problem) {
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

  @Override
  public boolean full() {
    return response.writeQueueFull();
  }

  @Override
  public void onDrain(Runnable drained) {
    response.drainHandler(ready -> drained.run());
  }

  @Override
  public void cut() {
    if (!response.closed()) {
      response.reset();
    }
  }
}
