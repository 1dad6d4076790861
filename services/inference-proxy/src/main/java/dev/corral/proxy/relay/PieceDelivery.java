package dev.corral.proxy.relay;

import dev.corral.proxy.bedrock.Call;
import dev.corral.proxy.conversation.AnswerWriter;
import dev.corral.proxy.conversation.AnswerWriter.Times;
import dev.corral.proxy.conversation.Piece;
import dev.corral.proxy.dialect.Timing;
import dev.corral.proxy.dialect.TokenCount;
import dev.corral.proxy.problem.Problem;
import java.util.List;
import java.util.Optional;

/// An answer that comes in neutral pieces, streamed or whole: put into the caller's dialect here.
/// The next pieces are asked for when the caller has room for them.
final class PieceDelivery implements Delivery {
  private final Recipient to;
  private final AnswerWriter writer;
  private final Call call;
  private final Ending ending;
  private Optional<TokenCount> counted = Optional.empty();
  private long tokens;
  private long size;
  private boolean begun;
  private boolean over;
  private boolean blocked;
  private long lastProgress;

  PieceDelivery(Recipient to, AnswerWriter writer, Call call, Ending ending) {
    this.to = to;
    this.writer = writer;
    this.call = call;
    this.ending = ending;
  }

  @Override
  public void start() {
    lastProgress = to.meter().nanos();
  }

  void pieces(List<Piece> pieces) {
    if (over) {
      return;
    }
    begun = true;
    lastProgress = to.meter().nanos();
    pieces.forEach(this::take);
    if (over) {
      return;
    }
    if (to.caller().full()) {
      hold();
    } else {
      call.more();
    }
  }

  private void take(Piece piece) {
    count(piece);
    if (to.streaming()) {
      send(writer.write(piece));
    } else if (size > to.config().maxAnswer()) {
      fail(new Problem.EngineBroken());
    } else {
      writer.take(piece);
    }
  }

  private void count(Piece piece) {
    switch (piece) {
      case Piece.Text text -> token(text.text());
      case Piece.Reasoning reasoning -> token(reasoning.text());
      case Piece.Arguments arguments -> token(arguments.json());
      case Piece.ToolCall tool -> token(tool.name());
      case Piece.Counted count -> counted = Optional.of(TokenCount.exact(count.usage()));
      case Piece.Signature signature -> size += signature.value().length();
      case Piece.Stopped stopped -> stopped.raw().ifPresent(to.meter()::stopped);
    }
  }

  private void token(String text) {
    tokens++;
    size += text.length();
    to.meter().token();
  }

  private void send(byte[] bytes) {
    if (bytes.length > 0) {
      to.describe();
      to.caller().send(bytes);
    }
  }

  private void hold() {
    blocked = true;
    to.caller()
        .onDrain(() -> {
          blocked = false;
          lastProgress = to.meter().nanos();
          call.more();
        });
  }

  /// That was all.
  void complete() {
    if (over) {
      return;
    }
    over = true;
    if (to.streaming()) {
      send(writer.end(times(to.meter().timing())));
      to.caller().finish();
    } else {
      // Nobody knows when the first token of a whole answer was there: it took the whole call.
      Timing seen = to.meter().timing();
      Timing call = new Timing(seen.queueMs(), seen.ttftMs(), seen.ttftMs() + seen.generationMs());
      to.meter().settle(call);
      to.describe();
      to.caller().finishWhole(writer.whole(times(call)));
    }
    ending.done();
  }

  private static Times times(Timing timing) {
    return new Times(timing.queueMs(), timing.ttftMs(), timing.generationMs());
  }

  private void fail(Problem problem) {
    if (!over) {
      over = true;
      ending.failed(problem);
    }
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
    if (blocked && quiet > to.config().stuckReader().toNanos()) {
      over = true;
      ending.cut();
    } else if (!blocked && quiet > to.config().idle().toNanos()) {
      fail(new Problem.EngineTimeout());
    }
  }

  @Override
  public TokenCount tokens() {
    return counted.orElseGet(
        () -> TokenCount.estimated(to.ticket().prompt().body().length(), tokens));
  }
}
