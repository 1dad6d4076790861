package dev.corral.proxy.relay;

import dev.corral.proxy.dialect.AnswerStream;
import dev.corral.proxy.dialect.TokenCount;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.tally.Meter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/// A streamed answer: whole frames go on as they come; a caller that does not read holds its own
/// engine back and nobody else.
final class StreamDelivery implements Delivery {
  private final Caller caller;
  private final Meter meter;
  private final RelayConfig config;
  private final Recipient to;
  private final HttpClientResponse answer;
  private final EngineCall call;
  private final Ending ending;
  private final AnswerStream answers;
  private boolean begun;
  private boolean over;
  private boolean blocked;
  private long lastProgress;

  StreamDelivery(Recipient to, HttpClientResponse answer, EngineCall call, Ending ending) {
    this.to = to;
    this.answer = answer;
    this.call = call;
    this.ending = ending;
    this.caller = to.caller();
    this.meter = to.meter();
    this.config = to.config();
    this.answers = to.ticket().passage().answers(to.ticket().prompt(), meter);
  }

  @Override
  public void start() {
    lastProgress = meter.nanos();
    answer.handler(this::chunk);
    answer.endHandler(end -> {
      call.ended();
      ended();
    });
    answer.exceptionHandler(failure -> fail(new Problem.EngineBroken()));
  }

  private void chunk(Buffer chunk) {
    if (over) {
      return;
    }
    begun = true;
    lastProgress = meter.nanos();
    pass(answers.feed(chunk.getBytes()));
    if (!over && caller.full()) {
      hold();
    }
  }

  private void pass(AnswerStream.Step step) {
    if (step.bytes().length > 0) {
      to.describe();
      caller.send(step.bytes());
    }
    if (step.problem().isPresent()) {
      fail(step.problem().get());
    } else if (answers.complete()) {
      over = true;
      caller.finish();
      ending.done();
    }
  }

  private void ended() {
    if (!over) {
      pass(answers.end());
    }
  }

  private void fail(Problem problem) {
    if (!over) {
      over = true;
      ending.failed(problem);
    }
  }

  private void hold() {
    blocked = true;
    answer.pause();
    caller.onDrain(() -> {
      blocked = false;
      lastProgress = meter.nanos();
      answer.resume();
    });
  }

  @Override
  public boolean begun() {
    return begun;
  }

  @Override
  public void check(long nowNanos) {
    long quiet = nowNanos - lastProgress;
    if (over) {
      return;
    }
    if (blocked && quiet > config.stuckReader().toNanos()) {
      over = true;
      ending.cut();
    } else if (!blocked && quiet > config.idle().toNanos()) {
      fail(new Problem.EngineTimeout());
    }
  }

  @Override
  public TokenCount tokens() {
    return answers.tokens();
  }
}
