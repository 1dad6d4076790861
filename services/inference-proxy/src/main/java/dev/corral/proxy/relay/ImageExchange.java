package dev.corral.proxy.relay;

import dev.corral.proxy.admission.Gate;
import dev.corral.proxy.dialect.TokenCount;
import dev.corral.proxy.dialect.Voice;
import dev.corral.proxy.endpoint.Upstream;
import dev.corral.proxy.image.Batch;
import dev.corral.proxy.image.Drawn;
import dev.corral.proxy.image.Gallery.Origin;
import dev.corral.proxy.image.Gallery.Shown;
import dev.corral.proxy.image.ImageAnswer;
import dev.corral.proxy.image.Painters.Hired;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import dev.corral.proxy.tally.Meter;
import dev.corral.proxy.tally.Outcome;
import dev.corral.proxy.tally.Tally;
import dev.corral.proxy.trace.RequestSpan;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One admitted image request from its start to its one end: judged, painted, kept, answered. Its
/// state belongs to one event loop; what is made elsewhere comes back to it.
final class ImageExchange implements Running {
  private static final Logger LOG = Logger.getLogger(ImageExchange.class);

  /// How much later than a server the whole request is too late.
  private static final Duration LATE = Duration.ofSeconds(2);

  /// What pictures are put into and taken out of is long, and not for an event loop.
  private static final Executor ASIDE = Thread::startVirtualThread;

  private final Relay relay;
  private final HttpServerRequest request;
  private final ImageOrder order;
  private final Held held;
  private final ImageWorks works;
  private final ImageReview review;
  private final Books books;
  private final Context context;
  private final ImageHire hire;
  private long bytesOut;
  private volatile boolean over;
  private volatile ImageReview.Passed passed;
  private volatile Optional<CompletableFuture<?>> cancellable = Optional.empty();
  private volatile List<Drawn> drawn = List.of();
  private volatile Optional<Hired> hired = Optional.empty();

  /// Time and account of the request.
  record Books(Meter meter, Tally.Account account) {}

  /// What is given back at the end.
  ///
  /// @param bytesIn of the request's body
  record Held(Gate.Pass pass, BodyBudget.Share memory, long bytesIn) {}

  /// Who does the work.
  record Setting(Relay relay, ImageWorks works, PromptJudge judge) {}

  ImageExchange(
      Setting setting, HttpServerRequest request, ImageOrder order, Held held, Books books) {
    this.relay = setting.relay();
    this.request = request;
    this.order = order;
    this.held = held;
    this.works = setting.works();
    this.review = new ImageReview(setting.judge(), works.config().requireCheck());
    this.passed = ImageReview.Passed.as(order, Optional.empty());
    this.books = books;
    this.context = relay.vertx().getOrCreateContext();
    this.hire = new ImageHire(works.painters());
  }

  void start() {
    HttpServerResponse response = request.response();
    response.exceptionHandler(failure -> end(Outcome.CANCELLED));
    response.closeHandler(closed -> end(Outcome.CANCELLED));
    if (response.closed()) {
      end(Outcome.CANCELLED);
      return;
    }
    writtenAhead()
        .thenCompose(written -> judged())
        .thenCompose(this::ready)
        .thenComposeAsync(this::painted, ASIDE)
        .thenCompose(this::kept)
        .thenApplyAsync(this::answer, ASIDE)
        .whenComplete((answer, failure) -> context.runOnContext(now -> settled(answer, failure)));
  }

  @Override
  public void stop() {
    context.runOnContext(now -> failed(new Problem.Restarting()));
  }

  /// Nobody is asked before it is written that they were; a disk that hangs is not waited for.
  private CompletableFuture<Void> writtenAhead() {
    long most = relay.pace().relay().tick().toMillis();
    return books
        .account()
        .written()
        .toCompletableFuture()
        .copy()
        .completeOnTimeout(null, most, TimeUnit.MILLISECONDS)
        .exceptionally(unwritten -> null);
  }

  /// The wish in the words that may be used.
  private CompletableFuture<ImageReview.Passed> judged() {
    goOn();
    return cancellable(review.ask(order))
        .thenApply(said -> review.passed(order, said, hire.abilities(order.model())))
        .thenApply(now -> {
          passed = now;
          return now;
        });
  }

  /// Waits for a replica where the model has some.
  private CompletableFuture<ImageReview.Passed> ready(ImageReview.Passed review) {
    goOn();
    if (!(order.model().upstream() instanceof Upstream.Pods)) {
      return CompletableFuture.completedFuture(review);
    }
    Seat seat =
        new Seat(
            relay.lanes().wakes(),
            new Seat.Place(order.model().name(), order.principal().id()),
            books.meter(),
            books.account());
    return cancellable(new ReplicaWait(relay, seat, order.model(), context).ready())
        .thenApply(ready -> review);
  }

  private CompletableFuture<List<Drawn>> painted(ImageReview.Passed review) {
    goOn();
    Hired painter = hire.painter(order.model(), review.wish(), shop());
    hired = Optional.of(painter);
    context.runOnContext(now -> books.meter().calling());
    CompletableFuture<List<Drawn>> all =
        Batch.run(
            painter.painter(), review.task(), review.wish().count(), works.config().parallel());
    // a server that is late says so first: that tells something about the server
    Duration most = works.config().deadline().plus(LATE);
    return cancellable(all.orTimeout(most.toMillis(), TimeUnit.MILLISECONDS));
  }

  private PaintShop shop() {
    return new PaintShop(
        relay,
        context,
        order.requestId(),
        new Wanted(order.model(), order.operation().id(), true, RequestSpan.NONE),
        PaintShop.Time.of(books.meter()::nanos, works.config().deadline()),
        works.config().maxAnswerBytes());
  }

  private CompletableFuture<List<Shown>> kept(List<Drawn> pictures) {
    drawn = pictures;
    goOn();
    Origin origin =
        new Origin(
            order.principal().id(),
            order.model().name(),
            order.task().ability().id(),
            works.config().keepPrompt() ? Optional.of(passed.wish().prompt()) : Optional.empty(),
            passed.verdict(),
            hired.flatMap(Hired::price));
    return works.gallery().keep(origin, pictures);
  }

  private <T> CompletableFuture<T> cancellable(CompletableFuture<T> step) {
    cancellable = Optional.of(step);
    if (over) {
      step.cancel(true);
    }
    return step;
  }

  /// Nothing more is begun for somebody who has left.
  private void goOn() {
    if (over) {
      throw new ProblemException(new Problem.Restarting());
    }
  }

  private byte[] answer(List<Shown> kept) {
    return ImageAnswer.of(
        drawn, kept, order.wish().inline(), passed.revised(), books.meter().now());
  }

  private void settled(byte @Nullable [] answer, @Nullable Throwable failure) {
    if (over) {
      return;
    }
    if (answer == null) {
      failed(problem(failure));
      return;
    }
    describe();
    bytesOut = answer.length;
    request.response().putHeader("content-type", "application/json").end(Buffer.buffer(answer));
    end(Outcome.DONE);
  }

  private static Problem problem(@Nullable Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (at instanceof TimeoutException) {
        return new Problem.EngineTimeout();
      }
    }
    Problem problem = failure == null ? new Problem.Internal() : ProblemException.of(failure);
    if (problem instanceof Problem.Internal) {
      LOG.error("an image request failed on our side", failure);
    }
    return problem;
  }

  private void failed(Problem problem) {
    if (!over) {
      describe();
      books.account().failed(problem.getClass().getSimpleName());
      Refusals.write(request, Voice.of(order.operation().dialect()), problem);
      end(Outcome.ERROR);
    }
  }

  private void describe() {
    HttpServerResponse response = request.response();
    if (!response.headWritten()) {
      response.putHeader("x-corral-model", order.model().name());
      response.putHeader("x-corral-queue-ms", Long.toString(books.meter().queueMs()));
    }
  }

  private void end(Outcome outcome) {
    if (over) {
      return;
    }
    over = true;
    cancellable.ifPresent(step -> step.cancel(true));
    if (!drawn.isEmpty()) {
      books.account().images(drawn.size(), cost());
    }
    books.account().close(outcome, TokenCount.NONE, held.bytesIn(), bytesOut);
    if (relay.left(this)) {
      held.pass().leave(0);
      held.memory().release();
    }
  }

  private Optional<BigDecimal> cost() {
    return hired
        .flatMap(Hired::price)
        .map(price -> price.usd().multiply(BigDecimal.valueOf(drawn.size())));
  }
}
