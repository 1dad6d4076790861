package dev.corral.proxy.relay;

import dev.corral.proxy.dialect.TokenCount;
import dev.corral.proxy.problem.Loading;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import dev.corral.proxy.tally.Meter;
import dev.corral.proxy.tally.Outcome;
import dev.corral.proxy.tally.Tally;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One admitted request from its start to its one end: find a way to the model or wait for one, ask
/// there, let the answer be delivered. Lives on one event loop.
final class Exchange implements Running {
  private static final Logger LOG = Logger.getLogger(Exchange.class);
  private static final String MODEL_STATE = "x-corral-model-state";
  private static final int ATTEMPTS = 2;
  private static final long SECOND_CHANCE_MILLIS = 300;

  private enum Stage {
    CHOOSING,
    WAITING,
    CALLING,
    ANSWERING,
    OVER
  }

  private final Relay relay;
  private final Recipient to;
  private final Ticket ticket;
  private final Caller caller;
  private final Meter meter;
  private final Tally.Account account;
  private final Context context;
  private final Way way;
  private final Pulse pulse;
  private final Seat seat;
  private final long begun;
  private Stage stage = Stage.CHOOSING;
  private boolean setOut;
  private int attempts;
  private long since;
  private long timer = -1;
  private Optional<Attempt> attempt = Optional.empty();
  private Optional<Delivery> delivery = Optional.empty();

  Exchange(Relay relay, Recipient to, Tally.Account account) {
    this.relay = relay;
    this.to = to;
    this.ticket = to.ticket();
    this.caller = to.caller();
    this.meter = to.meter();
    this.account = account;
    this.way = relay.way(to);
    this.pulse =
        new Pulse(caller, meter, relay.pace().wake().heartbeat(), ticket.terms().wakeText());
    this.seat = new Seat(relay.lanes().wakes(), Seat.Place.of(ticket), meter, account);
    this.begun = meter.nanos();
    this.context = relay.vertx().getOrCreateContext();
    account.servedBy(ticket.model().traits().engine());
    caller.header("x-corral-served-by", ticket.model().name());
    caller.header(MODEL_STATE, ticket.model().traits().state());
  }

  void start() {
    if (caller.gone()) {
      end(Outcome.CANCELLED, () -> {});
      return;
    }
    try {
      caller.onGone(() -> end(Outcome.CANCELLED, () -> {}));
      timer = relay.vertx().setPeriodic(relay.pace().relay().tick().toMillis(), id -> check());
      account.written().whenComplete((written, failure) -> context.runOnContext(now -> setOut()));
    } catch (RuntimeException e) {
      LOG.errorf("an exchange could not start: %s", e.getClass().getSimpleName());
      failed(new Problem.Internal());
    }
  }

  /// No engine is asked before it is written ahead that it was; a disk that hangs is not waited for
  /// longer than a tick.
  private void setOut() {
    if (!setOut && stage == Stage.CHOOSING) {
      setOut = true;
      choose();
    }
  }

  /// The replica of the proxy stops: says so within the stream.
  @Override
  public void stop() {
    context.runOnContext(now -> failed(new Problem.Restarting()));
  }

  private void choose() {
    Optional<Attempt> next = way.attempt();
    if (next.isPresent()) {
      call(next.get());
    } else if (attempts == 0) {
      await();
    } else {
      // The only one there is failed before its first byte. It gets the one second chance itself,
      // after a moment in which the cluster can withdraw it.
      relay.vertx().setTimer(SECOND_CHANCE_MILLIS, id -> chooseAgain());
    }
  }

  private void chooseAgain() {
    if (stage == Stage.CHOOSING) {
      way.forgive();
      way.attempt().ifPresentOrElse(this::call, this::await);
    }
  }

  private void await() {
    stage = Stage.WAITING;
    try {
      seat.take().whenComplete((ready, failure) -> context.runOnContext(now -> awaited(failure)));
    } catch (ProblemException full) {
      failed(full.problem());
      return;
    }
    caller.header(MODEL_STATE, "launching");
    seat.loading().wake().ifPresent(place -> caller.header("x-wake-id", place.wakeId()));
    if (way.open()) {
      // It became ready between the look at the table and the join.
      awaited(null);
    } else if (to.streaming()) {
      pulse.beat(waking());
    }
  }

  private void awaited(@Nullable Throwable failure) {
    if (stage != Stage.WAITING) {
      return;
    }
    seat.leave();
    stage = Stage.CHOOSING;
    if (failure != null) {
      failed(ProblemException.of(failure));
    } else {
      caller
          .stillAllowed()
          .whenComplete((yes, refusal) -> context.runOnContext(now -> goOn(refusal)));
    }
  }

  private void goOn(@Nullable Throwable refusal) {
    if (stage == Stage.CHOOSING) {
      if (refusal == null) {
        choose();
      } else {
        failed(ProblemException.of(refusal));
      }
    }
  }

  private void call(Attempt next) {
    stage = Stage.CALLING;
    attempts++;
    since = meter.nanos();
    meter.calling();
    attempt = Optional.of(next);
    try {
      next.start(new Heard(next));
    } catch (ProblemException refused) { // the request cannot be said to this engine
      failed(refused.problem());
    }
  }

  /// What one attempt says; nothing counts any more once it is not the current one.
  private final class Heard implements Attempt.Hearing {
    private final Attempt from;

    Heard(Attempt from) {
      this.from = from;
    }

    private boolean current() {
      return stage != Stage.OVER && attempt.filter(now -> now == from).isPresent();
    }

    @Override
    public void answered(Delivery answer) {
      if (current()) {
        deliver(answer);
      } else {
        from.cancel();
      }
    }

    @Override
    public void unavailable(Problem problem) {
      if (current() && stage == Stage.CALLING) {
        again(from, problem);
      }
    }

    @Override
    public void done() {
      if (current()) {
        from.fruitful();
        from.release();
        end(Outcome.DONE, () -> {});
      }
    }

    @Override
    public void failed(Problem problem) {
      if (current()) {
        Exchange.this.failed(problem);
      }
    }

    @Override
    public void cut() {
      if (current()) {
        end(Outcome.CANCELLED, caller::cut);
      }
    }
  }

  /// One transparent second attempt, only while no byte of an answer has come.
  private void again(Attempt failed, Problem problem) {
    failed.fruitless();
    failed.cancel();
    attempt = Optional.empty();
    if (attempts < ATTEMPTS) {
      stage = Stage.CHOOSING;
      choose();
    } else {
      failed(problem);
    }
  }

  private void deliver(Delivery answer) {
    stage = Stage.ANSWERING;
    delivery = Optional.of(answer);
    if (meter.cold()) {
      caller.header(MODEL_STATE, "active");
    }
    to.describe();
    answer.start();
  }

  private void check() {
    long now = meter.nanos();
    switch (stage) {
      case WAITING -> checkWaiting(now);
      case CALLING -> checkFirstByte(now);
      case ANSWERING -> checkAnswer(now);
      case CHOOSING -> setOut();
      case OVER -> {}
    }
  }

  private void checkWaiting(long now) {
    Duration patience =
        to.streaming()
            ? relay.pace().wake().patience()
            : ticket.terms().hold().orElse(relay.pace().wake().hold());
    if (now - begun > patience.toNanos()) { // one deadline, however often it waits
      failed(new Problem.Starting(seat.loading()));
    } else {
      pulse.beatWhenDue(waking());
    }
  }

  private void checkAnswer(long now) {
    Delivery answer = delivery.orElseThrow();
    if (answer.begun()) {
      attempt.ifPresent(Attempt::fruitful);
      answer.check(now);
    } else {
      checkFirstByte(now);
    }
  }

  private void checkFirstByte(long now) {
    if (now - since > relay.pace().relay().firstToken().toNanos()) {
      attempt.ifPresent(Attempt::fruitless);
      failed(new Problem.EngineTimeout());
    } else {
      pulse.beatWhenDue(waking());
    }
  }

  private TokenCount counted() {
    return delivery
        .map(Delivery::tokens)
        .or(() -> attempt.map(Attempt::tokens))
        .orElse(TokenCount.NONE);
  }

  private Optional<Loading> waking() {
    return stage == Stage.WAITING ? Optional.of(seat.loading()) : Optional.empty();
  }

  private void failed(Problem problem) {
    if (stage != Stage.OVER) {
      seat.leave();
      to.describe();
      account.failed(problem.getClass().getSimpleName());
      end(Outcome.ERROR, () -> caller.fail(problem));
    }
  }

  private void end(Outcome outcome, Runnable lastWords) {
    if (stage == Stage.OVER) {
      return;
    }
    seat.leave();
    stage = Stage.OVER;
    relay.vertx().cancelTimer(timer);
    if (delivery.filter(Delivery::begun).isPresent()) {
      attempt.ifPresent(Attempt::fruitful);
    }
    if (outcome != Outcome.DONE) {
      attempt.ifPresent(Attempt::cancel);
    }
    try {
      lastWords.run();
    } finally {
      TokenCount tokens = counted();
      account.close(outcome, tokens, ticket.prompt().body().length(), caller.bytesOut());
      caller.over(tokens);
      relay.over(this, ticket, tokens.in() + tokens.out());
    }
  }
}
