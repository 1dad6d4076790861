package dev.corral.proxy.relay;

import dev.corral.proxy.dialect.TokenCount;
import dev.corral.proxy.dialect.Voice;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import dev.corral.proxy.tally.Meter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;

/// A whole answer: collected up to a limit, because times are added inside it.
final class WholeDelivery implements Delivery {
  private final Caller caller;
  private final Meter meter;
  private final RelayConfig config;
  private final Recipient to;
  private final HttpClientResponse answer;
  private final EngineCall call;
  private final Ending ending;
  private final Buffer body = Buffer.buffer();
  private TokenCount tokens = TokenCount.NONE;
  private boolean over;
  private long lastProgress;

  WholeDelivery(Recipient to, HttpClientResponse answer, EngineCall call, Ending ending) {
    this.to = to;
    this.answer = answer;
    this.call = call;
    this.ending = ending;
    this.caller = to.caller();
    this.meter = to.meter();
    this.config = to.config();
  }

  @Override
  public void start() {
    meter.token();
    lastProgress = meter.nanos();
    answer.handler(this::chunk);
    answer.endHandler(end -> {
      call.ended();
      ended();
    });
    answer.exceptionHandler(failure -> fail(new Problem.EngineBroken()));
  }

  private void chunk(Buffer chunk) {
    lastProgress = meter.nanos();
    if (body.length() + chunk.length() > config.maxAnswer()) {
      fail(new Problem.EngineBroken());
    } else if (!over) {
      body.appendBuffer(chunk);
    }
  }

  private void ended() {
    if (over) {
      return;
    }
    try {
      Ticket ticket = to.ticket();
      Voice.Whole whole = ticket.passage().whole(ticket.prompt(), body.getBytes(), meter.timing());
      over = true;
      tokens = whole.tokens();
      meter.settle(whole.timing());
      whole.stopped().ifPresent(meter::stopped);
      to.describe();
      caller.finishWhole(whole.body());
      ending.done();
    } catch (ProblemException broken) {
      fail(broken.problem());
    }
  }

  private void fail(Problem problem) {
    if (!over) {
      over = true;
      ending.failed(problem);
    }
  }

  @Override
  public boolean begun() {
    return body.length() > 0;
  }

  @Override
  public void check(long nowNanos) {
    if (!over && nowNanos - lastProgress > config.idle().toNanos()) {
      fail(new Problem.EngineTimeout());
    }
  }

  @Override
  public TokenCount tokens() {
    return tokens;
  }
}
