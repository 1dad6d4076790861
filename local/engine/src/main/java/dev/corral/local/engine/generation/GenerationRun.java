package dev.corral.local.engine.generation;

import dev.corral.local.engine.generation.Answer.Finish;
import java.util.concurrent.atomic.AtomicLong;

/// One answer while it is made, in the thread of its slot.
final class GenerationRun {
  private final LanguageModel model;
  private final Pace pace;
  private final Ticket ticket;
  private final AnswerListener listener;
  private final AtomicLong tokenCounter;
  private long firstTokenAt;
  private int tokens;

  GenerationRun(
      LanguageModel model,
      Pace pace,
      Ticket ticket,
      AnswerListener listener,
      AtomicLong tokenCounter) {
    this.model = model;
    this.pace = pace;
    this.ticket = ticket;
    this.listener = listener;
    this.tokenCounter = tokenCounter;
  }

  /// Generates to the end and tells the listener; false when the request was cancelled on the way.
  boolean generate(Prompt prompt, Sampling sampling, long submittedAt, long startedAt) {
    var stops = new StopSequences(sampling.stops());
    var pieces = model.generate(prompt.text(), sampling);
    while (!stops.found() && pieces.hasNext()) {
      if (ticket.isCancelled()) {
        pieces.cancel();
        return false;
      }
      take(pieces.next(), stops);
    }
    if (pieces.hasNext()) {
      pieces.cancel();
    }
    tell(stops.flush());
    listener.done(
        new Answer(
            finish(prompt, sampling, stops),
            prompt.tokens(),
            tokens,
            startedAt - submittedAt,
            firstTokenAt - startedAt,
            System.nanoTime() - firstTokenAt));
    return true;
  }

  private void take(LanguageModel.Piece piece, StopSequences stops) {
    if (firstTokenAt == 0) {
      firstTokenAt = System.nanoTime();
    }
    pace.await(tokens, firstTokenAt);
    tokens += piece.tokens();
    tokenCounter.addAndGet(piece.tokens());
    tell(stops.accept(piece.text()));
  }

  private void tell(String text) {
    if (!text.isEmpty()) {
      listener.text(text);
    }
  }

  private Finish finish(Prompt prompt, Sampling sampling, StopSequences stops) {
    var limited = sampling.maxTokens() >= 0 && tokens >= sampling.maxTokens();
    var full = prompt.tokens() + tokens >= model.contextLength() - 1;
    return !stops.found() && (limited || full) ? Finish.LENGTH : Finish.STOP;
  }
}
