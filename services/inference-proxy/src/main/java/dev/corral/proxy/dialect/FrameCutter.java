package dev.corral.proxy.dialect;

import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.util.Arrays;

/// Cuts a byte stream into whole frames, the same ones however the stream was split; keeps at most
/// one unfinished frame of bounded length.
abstract sealed class FrameCutter permits SseCutter, NdjsonCutter {
  private static final int LONGEST_FRAME = 4 * 1024 * 1024;

  private byte[] pending = new byte[1024];
  private int kept;

  /// Takes the next bytes and hands on every frame that they complete.
  final void feed(byte[] chunk, FrameSink sink) {
    int start = 0;
    for (int i = 0; i < chunk.length; i++) {
      int cut = cutAt(chunk[i], i);
      if (cut >= 0) {
        emit(chunk, start, cut, sink);
        start = cut;
      }
    }
    keep(chunk, start, chunk.length);
  }

  /// The unfinished rest when the stream has ended.
  final byte[] rest() {
    return Arrays.copyOf(pending, kept);
  }

  /// Where in the chunk a frame ends now that byte `b` at `index` is known, or -1. The end is
  /// exclusive and at most `index + 1`.
  abstract int cutAt(byte b, int index);

  private void emit(byte[] chunk, int from, int to, FrameSink sink) {
    if (kept == 0) {
      sink.frame(chunk, from, to);
      return;
    }
    keep(chunk, from, to);
    int length = kept;
    kept = 0;
    sink.frame(pending, 0, length);
  }

  private void keep(byte[] chunk, int from, int to) {
    int needed = kept + to - from;
    if (needed > LONGEST_FRAME) {
      throw new ProblemException(new Problem.EngineBroken());
    }
    if (needed > pending.length) {
      pending = Arrays.copyOf(pending, Math.max(needed, pending.length * 2));
    }
    System.arraycopy(chunk, from, pending, kept, to - from);
    kept = needed;
  }
}
