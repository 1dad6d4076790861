package dev.corral.proxy.relay;

import dev.corral.proxy.image.PaintServer;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.RequestOptions;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/// One picture, asked of one server; when that one fails before it has answered, once of another.
/// Lives on one event loop.
final class PaintCall {
  private static final int ATTEMPTS = 2;

  private final PaintShop shop;
  private final PaintServer.Order order;
  private final Supplier<Optional<Hop>> hops;
  private final CompletableFuture<PaintServer.Reply> reply = new CompletableFuture<>();
  private Optional<Step> current = Optional.empty();
  private int attempts;
  private long timer = -1;

  /// One call to one server.
  ///
  /// @param since when it began
  private record Step(Target target, EngineCall call, long since) {
    void leave() {
      call.cancel();
      target.left();
    }
  }

  /// @param hops where to ask, one after the other
  PaintCall(PaintShop shop, PaintServer.Order order, Supplier<Optional<Hop>> hops) {
    this.shop = shop;
    this.order = order;
    this.hops = hops;
  }

  CompletableFuture<PaintServer.Reply> start() {
    shop.context().runOnContext(now -> begin());
    return reply;
  }

  private void begin() {
    reply.whenComplete((said, failure) -> shop.context().runOnContext(now -> over()));
    timer = shop.relay().vertx().setTimer(shop.millisLeft(), id -> tooLate());
    next(new Problem.EngineUnavailable());
  }

  /// It is the server's fault when it had most of the time, and not only what others left.
  private void tooLate() {
    current.filter(step -> shop.fair(step.since())).map(Step::target).ifPresent(Target::failed);
    fail(new Problem.EngineTimeout());
  }

  /// @param otherwise the problem when there is nobody left to ask
  private void next(Problem otherwise) {
    if (reply.isDone()) {
      return;
    }
    Optional<Hop> hop = attempts < ATTEMPTS ? hops.get() : Optional.empty();
    if (hop.isEmpty()) {
      fail(otherwise);
      return;
    }
    attempts++;
    Step step = new Step(hop.get().target(), new EngineCall(hop.get().client()), shop.now());
    current = Optional.of(step);
    step.target()
        .request(order.path())
        .onSuccess(where -> send(step, where))
        .onFailure(failure -> fail(ProblemException.of(failure)));
  }

  private void send(Step step, RequestOptions where) {
    if (reply.isDone()) {
      return;
    }
    step.call()
        .start(
            where,
            new EngineCall.Sent(shop.requestId(), order.mediaType(), order.body()),
            answer -> answered(step, answer),
            failure -> unavailable(step));
  }

  private boolean isCurrent(Step step) {
    return !reply.isDone() && current.filter(now -> now == step).isPresent();
  }

  private void unavailable(Step step) {
    if (isCurrent(step)) {
      current = Optional.empty();
      step.target().failed();
      step.leave();
      next(new Problem.EngineUnavailable());
    }
  }

  private void answered(Step step, HttpClientResponse answer) {
    answer.exceptionHandler(failure -> {}); // until somebody takes the answer
    if (!isCurrent(step)) {
      step.leave();
      return;
    }
    step.target().answered(answer.statusCode());
    switch (answer.statusCode()) {
      case 200, 400, 413, 422 -> collect(step, answer);
      case 502, 503, 504 -> unavailable(step);
      default -> fail(step.target().problem(answer));
    }
  }

  private void collect(Step step, HttpClientResponse answer) {
    Buffer body = Buffer.buffer();
    answer.handler(chunk -> {
      step.target().worked();
      if (body.length() + chunk.length() > shop.largest()) {
        fail(new Problem.EngineBroken());
      } else if (!reply.isDone()) {
        body.appendBuffer(chunk);
      }
    });
    answer.exceptionHandler(failure -> fail(new Problem.EngineBroken()));
    answer.endHandler(end -> {
      step.call().ended();
      reply.complete(new PaintServer.Reply(answer.statusCode(), body.getBytes()));
    });
  }

  private void fail(Problem problem) {
    reply.completeExceptionally(new ProblemException(problem));
  }

  /// What still runs is ended, also when nobody wants the picture any more.
  private void over() {
    shop.relay().vertx().cancelTimer(timer);
    current.ifPresent(Step::leave);
    current = Optional.empty();
  }
}
