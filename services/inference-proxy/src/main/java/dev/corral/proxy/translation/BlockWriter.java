package dev.corral.proxy.translation;

import dev.corral.proxy.conversation.AnswerWriter;
import dev.corral.proxy.conversation.Piece;
import dev.corral.proxy.dialect.Voice;
import dev.corral.proxy.problem.Problem;

/// What all answer writers share: pieces become blocks, and blocks become frames or one body.
abstract class BlockWriter implements AnswerWriter, Blocks.Listener {
  private static final Blocks.Listener SILENT =
      new Blocks.Listener() {
        @Override
        public void opened(Blocks.Block block) {}

        @Override
        public void grown(Blocks.Block block, String more) {}

        @Override
        public void signed(Blocks.Block block, String signature) {}

        @Override
        public void closed(Blocks.Block block) {}
      };

  final Heading heading;
  final Blocks blocks = new Blocks();
  final Frames frames = new Frames();
  private boolean begun;

  BlockWriter(Heading heading) {
    this.heading = heading;
  }

  @Override
  public final byte[] write(Piece piece) {
    beginOnce();
    blocks.take(piece, this);
    return frames.take();
  }

  @Override
  public final byte[] end(Times times) {
    beginOnce();
    blocks.stopped();
    blocks.close(this);
    last(times);
    return frames.take();
  }

  @Override
  public final void take(Piece piece) {
    blocks.take(piece, SILENT);
  }

  @Override
  public final byte[] whole(Times times) {
    blocks.stopped();
    blocks.close(SILENT);
    return body(times);
  }

  @Override
  public byte[] error(Problem problem) {
    return Voice.of(heading.prompt().operation().dialect()).streamError(problem);
  }

  private void beginOnce() {
    if (!begun) {
      begun = true;
      begin();
    }
  }

  /// The frames before the first piece.
  abstract void begin();

  /// The frames after the last one.
  abstract void last(Times times);

  /// The whole answer in one body.
  abstract byte[] body(Times times);

  @Override
  public void opened(Blocks.Block block) {}

  @Override
  public void signed(Blocks.Block block, String signature) {}

  @Override
  public void closed(Blocks.Block block) {}
}
