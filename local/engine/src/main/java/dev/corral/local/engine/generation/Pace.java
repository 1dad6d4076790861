package dev.corral.local.engine.generation;

import java.util.concurrent.locks.LockSupport;

/// Slows generation down to a speed that people can watch. It only waits between real tokens.
public record Pace(double tokensPerSecond) {
  private static final double NANOS = 1e9;

  /// Waits until the answer's n-th token (from 0) is due.
  void await(int token, long firstTokenAt) {
    if (tokensPerSecond <= 0) {
      return;
    }
    var due = firstTokenAt + (long) (token * NANOS / tokensPerSecond);
    for (var left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
