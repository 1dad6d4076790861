package dev.corral.proxy.dialect;

import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;

/// Follows a streamed answer frame by frame: passes the bytes on, counts, and knows whether the
/// stream was complete.
public abstract sealed class AnswerStream
    permits OpenAiAnswerStream, OllamaAnswerStream, TranslatedAnswerStream {

  /// Bytes for the caller, and the problem that ends the stream after them, if there is one.
  public record Step(byte[] bytes, Optional<Problem> problem) {}

  private final FrameCutter cutter;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final AnswerClock clock;
  private final int bytesIn;
  private Optional<TokenCount> counted = Optional.empty();
  private long pieces;
  private boolean complete;

  AnswerStream(FrameCutter cutter, AnswerClock clock, int bytesIn) {
    this.cutter = cutter;
    this.clock = clock;
    this.bytesIn = bytesIn;
  }

  /// Takes bytes as the engine sent them; only whole frames come out.
  public final Step feed(byte[] chunk) {
    Optional<Problem> problem = Optional.empty();
    try {
      cutter.feed(chunk, this::take);
    } catch (ProblemException ended) {
      problem = Optional.of(ended.problem());
    }
    return step(problem);
  }

  /// The engine has closed the stream: an error unless the last frame said that it is complete.
  public final Step end() {
    byte[] rest = cutter.rest();
    Optional<Problem> problem = Optional.empty();
    try {
      if (!complete && rest.length > 0 && finishes(rest)) {
        take(rest, 0, rest.length);
        lineEnd();
      }
    } catch (ProblemException ended) {
      problem = Optional.of(ended.problem());
    }
    if (problem.isEmpty() && !complete) {
      problem = Optional.of(new Problem.EngineBroken());
    }
    return step(problem);
  }

  /// Whether the dialect's last frame has been seen.
  public final boolean complete() {
    return complete;
  }

  /// The engine's count if it gave one, else what was seen.
  public final TokenCount tokens() {
    return counted.orElseGet(() -> TokenCount.estimated(bytesIn, pieces));
  }

  private Step step(Optional<Problem> problem) {
    Step step = new Step(out.toByteArray(), problem);
    out.reset();
    return step;
  }

  private void take(byte[] source, int from, int to) {
    if (complete) {
      return;
    }
    try {
      frame(source, from, to);
    } catch (IOException e) {
      throw new ProblemException(new Problem.EngineBroken());
    }
  }

  /// Looks at one whole frame and passes on what the caller gets of it.
  abstract void frame(byte[] source, int from, int to) throws IOException;

  /// Whether an unterminated rest is the dialect's last frame without its line end.
  abstract boolean finishes(byte[] rest);

  /// Ends the line of a last frame that came without one.
  void lineEnd() {
    out.write('\n');
  }

  final void pass(byte[] source, int from, int to) {
    out.write(source, from, to - from);
  }

  final void passText(byte[] bytes) {
    out.writeBytes(bytes);
  }

  final void piece() {
    pieces++;
    clock.token();
  }

  final void stopped(String word) {
    clock.stopped(word);
  }

  final void counted(TokenCount tokens) {
    counted = Optional.of(tokens);
  }

  final void completed() {
    complete = true;
  }

  final Timing timing() {
    return clock.timing();
  }

  static ProblemException broken() {
    return new ProblemException(new Problem.EngineBroken());
  }
}
