package dev.corral.local.engine.generation;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/// The slots and the line in front of them. A slot never waits for a reader: an answer is at most
/// one context long, so what a slow reader has not taken yet is bounded.
public final class Generator {
  private final LanguageModel model;
  private final Pace pace;
  private final ThreadPoolExecutor slots;
  private final AtomicLong requests = new AtomicLong();
  private final AtomicLong aborted = new AtomicLong();
  private final AtomicLong tokens = new AtomicLong();

  /// @param waiting the most requests that may wait for a slot
  public Generator(LanguageModel model, int parallel, int waiting, Pace pace) {
    this.model = model;
    this.pace = pace;
    this.slots =
        new ThreadPoolExecutor(
            parallel, parallel, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waiting));
  }

  /// Counters since the start, and what happens now.
  public record Stats(long requests, int active, int waiting, long aborted, long tokens) {}

  /// The model, for counting and templates.
  public LanguageModel model() {
    return model;
  }

  /// Takes a request into the line. The prompt is made in the slot's thread: a template over a long
  /// conversation is work.
  ///
  /// @throws BusyException when the line is full
  public Ticket submit(
      Function<LanguageModel, Prompt> prompt, Sampling sampling, AnswerListener listener) {
    var ticket = new Ticket();
    var submittedAt = System.nanoTime();
    try {
      slots.execute(() -> {
        if (!run(ticket, prompt, sampling, listener, submittedAt)) {
          aborted.incrementAndGet();
        }
      });
    } catch (RejectedExecutionException e) {
      throw new BusyException(e);
    }
    requests.incrementAndGet();
    return ticket;
  }

  /// A snapshot for people and tests.
  public Stats stats() {
    return new Stats(
        requests.get(),
        slots.getActiveCount(),
        slots.getQueue().size(),
        aborted.get(),
        tokens.get());
  }

  /// Lets what runs and waits come to its end, for as long as allowed.
  public void drain(Duration patience) throws InterruptedException {
    slots.shutdown();
    slots.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// False when the caller went away before the end.
  private boolean run(
      Ticket ticket,
      Function<LanguageModel, Prompt> prompt,
      Sampling sampling,
      AnswerListener listener,
      long submittedAt) {
    if (ticket.isCancelled()) {
      return false;
    }
    try {
      var startedAt = System.nanoTime();
      var run = new GenerationRun(model, pace, ticket, listener, tokens);
      return run.generate(prompt.apply(model), sampling, submittedAt, startedAt);
    } catch (RuntimeException e) {
      listener.failed(e);
      return true;
    }
  }

  /// The line is full.
  public static final class BusyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BusyException(Throwable cause) {
      super("server busy, please try again. maximum pending requests exceeded", cause);
    }
  }
}
