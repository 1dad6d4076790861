package dev.corral.proxy.relay;

import dev.corral.proxy.dialect.EngineWords;
import dev.corral.proxy.dialect.Operation;
import dev.corral.proxy.dialect.TokenCount;
import dev.corral.proxy.endpoint.Replica;
import dev.corral.proxy.problem.Loading;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import dev.corral.proxy.tally.Meter;
import dev.corral.proxy.tally.Outcome;
import dev.corral.proxy.tally.Tally;
import io.vertx.core.Context;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One admitted request from its start to its one end: choose a replica or wait for one, call it,
/// hand its answer to a delivery. Lives on one event loop.
final class Exchange implements Delivery.Ending {
  private static final Logger LOG = Logger.getLogger(Exchange.class);
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
  private final Ticket ticket;
  private final Caller caller;
  private final Meter meter;
  private final Tally.Account account;
  private final Context context;
  private final Pulse pulse;
  private final Seat seat;
  private final long begun;
  private final Set<Replica> tried = new HashSet<>();
  private Stage stage = Stage.CHOOSING;
  private boolean setOut;
  private int attempts;
  private long since;
  private long timer = -1;
  private Optional<EngineCall> call = Optional.empty();
  private Optional<Delivery> delivery = Optional.empty();

  Exchange(Relay relay, Ticket ticket, Caller caller, Meter meter, Tally.Account account) {
    this.relay = relay;
    this.ticket = ticket;
    this.caller = caller;
    this.meter = meter;
    this.account = account;
    this.pulse = new Pulse(caller, meter, relay.pace().wake().heartbeat());
    this.seat = new Seat(relay.lanes().wakes(), ticket, meter, account);
    this.begun = meter.nanos();
    this.context = relay.vertx().getOrCreateContext();
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
  void stop() {
    context.runOnContext(now -> failed(new Problem.Restarting()));
  }

  private void choose() {
    Optional<Replica> replica = relay.lanes().pick(ticket.model().name(), tried);
    if (replica.isPresent()) {
      call(replica.get());
    } else if (attempts == 0) {
      await();
    } else {
      // The only replica failed before its first byte. It gets the one second chance itself,
      // after a moment in which the cluster can withdraw it.
      relay.vertx().setTimer(SECOND_CHANCE_MILLIS, id -> chooseAgain());
    }
  }

  private void chooseAgain() {
    if (stage == Stage.CHOOSING) {
      tried.clear();
      relay.lanes().pick(ticket.model().name(), tried).ifPresentOrElse(this::call, this::await);
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
    if (relay.lanes().pick(ticket.model().name(), tried).isPresent()) {
      // It became ready between the look at the table and the join.
      awaited(null);
    } else if (streaming()) {
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
      choose();
    }
  }

  private void call(Replica replica) {
    stage = Stage.CALLING;
    attempts++;
    since = meter.nanos();
    meter.calling();
    EngineCall engine = new EngineCall(relay.client(), replica);
    relay.lanes().loads().taken(replica);
    call = Optional.of(engine);
    engine.start(
        ticket.passage().path(),
        ticket.requestId(),
        relay.engineBody(ticket),
        answer -> answered(engine, answer),
        failure -> unreachable(engine));
  }

  private boolean current(EngineCall engine) {
    return stage == Stage.CALLING && call.filter(now -> now == engine).isPresent();
  }

  private void unreachable(EngineCall engine) {
    if (current(engine)) {
      again(engine, new Problem.EngineUnavailable());
    }
  }

  /// One transparent second attempt, only while no byte of an answer has come.
  private void again(EngineCall engine, Problem problem) {
    engine.cancel();
    relay.lanes().loads().released(engine.replica());
    call = Optional.empty();
    if (attempts < ATTEMPTS) {
      tried.add(engine.replica());
      stage = Stage.CHOOSING;
      choose();
    } else {
      failed(problem);
    }
  }

  private void answered(EngineCall engine, HttpClientResponse answer) {
    answer.exceptionHandler(failure -> {}); // until somebody takes the answer
    if (!current(engine)) {
      engine.cancel();
      return;
    }
    switch (answer.statusCode()) {
      case 200 -> deliver(engine, answer);
      case 502, 503, 504 -> again(engine, new Problem.EngineUnavailable());
      case 429 -> failed(new Problem.EngineBusy());
      case 400, 413, 422 -> refused(engine, answer);
      case 404, 405, 501 -> failed(missing());
      default -> failed(new Problem.EngineBroken());
    }
  }

  /// Not every engine can do more than chat; one that cannot chat either is broken.
  private Problem missing() {
    Operation operation = ticket.prompt().operation();
    return operation.embeds() || operation == Operation.OPENAI_COMPLETIONS
        ? new Problem.OperationUnsupported(ticket.model().name(), operation.id())
        : new Problem.EngineBroken();
  }

  private void refused(EngineCall engine, HttpClientResponse answer) {
    RefusalReader.read(answer)
        .onComplete(body -> {
          if (current(engine)) {
            failed(
                new Problem.EngineRefused(
                    EngineWords.harmless(body.otherwise(new byte[0]).result())));
          }
        });
  }

  private void deliver(EngineCall engine, HttpClientResponse answer) {
    stage = Stage.ANSWERING;
    Delivery way =
        streaming()
            ? new StreamDelivery(caller, ticket, meter, relay.pace().relay(), this)
            : new WholeDelivery(caller, ticket, meter, relay.pace().relay(), this);
    delivery = Optional.of(way);
    caller.describe(ticket.model().name(), meter.queueMs(), OptionalLong.empty());
    way.take(answer, engine);
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
    Duration patience = streaming() ? relay.pace().wake().patience() : relay.pace().wake().hold();
    if (now - begun > patience.toNanos()) { // one deadline, however often it waits
      failed(new Problem.Starting(seat.loading()));
    } else {
      pulse.beatWhenDue(waking());
    }
  }

  private void checkAnswer(long now) {
    Delivery way = delivery.orElseThrow();
    if (way.begun()) {
      way.check(now);
    } else {
      checkFirstByte(now);
    }
  }

  private void checkFirstByte(long now) {
    if (now - since > relay.pace().relay().firstToken().toNanos()) {
      failed(new Problem.EngineTimeout());
    } else {
      pulse.beatWhenDue(waking());
    }
  }

  private Optional<Loading> waking() {
    return stage == Stage.WAITING ? Optional.of(seat.loading()) : Optional.empty();
  }

  private boolean streaming() {
    return ticket.prompt().stream();
  }

  @Override
  public void done() {
    if (stage != Stage.OVER) {
      call.ifPresent(engine -> engine.release(relay.vertx()));
      end(Outcome.DONE, () -> {});
    }
  }

  @Override
  public void failed(Problem problem) {
    if (stage != Stage.OVER) {
      seat.leave();
      caller.describe(ticket.model().name(), meter.queueMs(), OptionalLong.empty());
      end(Outcome.ERROR, () -> caller.fail(problem));
    }
  }

  @Override
  public void cut() {
    end(Outcome.CANCELLED, caller::cut);
  }

  private void end(Outcome outcome, Runnable lastWords) {
    if (stage == Stage.OVER) {
      return;
    }
    seat.leave();
    stage = Stage.OVER;
    relay.vertx().cancelTimer(timer);
    if (outcome != Outcome.DONE) {
      call.ifPresent(EngineCall::cancel);
    }
    call.ifPresent(engine -> relay.lanes().loads().released(engine.replica()));
    try {
      lastWords.run();
    } finally {
      TokenCount tokens = delivery.map(Delivery::tokens).orElse(TokenCount.NONE);
      account.close(outcome, tokens, ticket.prompt().body().length(), caller.bytesOut());
      relay.over(this, ticket, tokens.in() + tokens.out());
    }
  }
}
