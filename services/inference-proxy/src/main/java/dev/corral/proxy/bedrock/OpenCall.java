package dev.corral.proxy.bedrock;

import dev.corral.proxy.conversation.Piece;
import dev.corral.proxy.problem.ProblemException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.bedrockruntime.model.ConverseResponse;

/// One call with its second attempt, which is only made while nothing of an answer has come.
final class OpenCall implements Call {

  /// Sends the request once more, the stream's events into `flow`.
  @FunctionalInterface
  interface Sender {
    CompletableFuture<?> send(EventFlow flow);
  }

  private final Question question;
  private final Sender sender;
  private final Retries retries;
  private final Hearing hearing;
  private final AtomicReference<State> state = new AtomicReference<>(State.OPEN);
  private volatile @Nullable EventFlow flow;
  private volatile @Nullable CompletableFuture<?> sent;
  private volatile Retries.@Nullable Turn turn;

  private enum State {
    OPEN,
    /// The answer is complete, its last bytes may still come.
    COMPLETE,
    OVER
  }

  OpenCall(Question question, Sender sender, Retries retries, Hearing hearing) {
    this.question = question;
    this.sender = sender;
    this.retries = retries;
    this.hearing = hearing;
  }

  /// Throws the problem when this model is throttled already.
  void start() {
    at(retries.first(question.id()));
  }

  private void at(Retries.Turn next) {
    turn = next;
    if (next.after().isZero()) {
      send();
    } else {
      Executor later =
          CompletableFuture.delayedExecutor(next.after().toMillis(), TimeUnit.MILLISECONDS);
      later.execute(this::send);
    }
  }

  private void send() {
    if (!isOpen()) {
      return;
    }
    EventFlow next = new EventFlow(this);
    flow = next;
    CompletableFuture<?> sending = sender.send(next);
    sent = sending;
    sending.whenComplete((answer, failure) -> sent(next, answer, failure));
    if (state.get() == State.OVER) { // cancelled in the meantime
      stopSending();
    }
  }

  private void sent(EventFlow from, @Nullable Object answer, @Nullable Throwable failure) {
    if (failure != null) {
      failed(from, failure);
    } else if (answer instanceof ConverseResponse whole) {
      begun(from);
      try {
        pieces(from, WholePieces.of(whole));
        complete(from);
      } catch (ProblemException broken) {
        failed(from, broken);
      }
    }
  }

  boolean isOpen() {
    return state.get() == State.OPEN;
  }

  private boolean current(EventFlow from) {
    return flow == from && isOpen();
  }

  void begun(EventFlow from) {
    Retries.Turn used = turn;
    if (current(from) && used != null) {
      retries.worked(used);
    }
  }

  void pieces(EventFlow from, List<Piece> pieces) {
    if (current(from)) {
      hearing.pieces(pieces);
    }
  }

  void complete(EventFlow from) {
    if (flow == from && state.compareAndSet(State.OPEN, State.COMPLETE)) {
      hearing.complete();
    }
  }

  void failed(EventFlow from, Throwable failure) {
    if (!current(from)) {
      return;
    }
    if (from.stopped()) {
      complete(from); // all was said; only the count is missing
      return;
    }
    Optional<Retries.Turn> again = again(from, Faults.bare(failure));
    if (again.isPresent()) {
      at(again.get());
    } else if (state.compareAndSet(State.OPEN, State.OVER)) {
      hearing.failed(Faults.problem(failure, question.model(), from.begun()));
    }
  }

  private synchronized Optional<Retries.Turn> again(EventFlow from, Throwable failure) {
    Retries.Turn used = turn;
    if (from.begun() || used == null || flow != from) {
      return Optional.empty();
    }
    Optional<Retries.Turn> next = retries.again(used, failure);
    if (next.isPresent()) {
      flow = null; // what the failed attempt says from now on is not heard
    }
    return next;
  }

  @Override
  public void more() {
    EventFlow open = flow;
    if (open != null) {
      open.more();
    }
  }

  @Override
  public void cancel() {
    state.set(State.OVER);
    stopSending();
  }

  private void stopSending() {
    EventFlow open = flow;
    if (open != null) {
      open.cancel();
    }
    CompletableFuture<?> sending = sent;
    if (sending != null) {
      sending.cancel(true);
    }
  }
}
