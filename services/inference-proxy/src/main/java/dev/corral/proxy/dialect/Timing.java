package dev.corral.proxy.dialect;

/// How long an answer took so far, in milliseconds: waiting for a replica, from the call to the
/// first token, and from the first token to the last.
public record Timing(long queueMs, long ttftMs, long generationMs) {

  /// Speed of the answer; a whole answer in less than a millisecond counts as one.
  public double tokensPerSecond(long tokens) {
    return Math.round(tokens * 100_000.0 / Math.max(1, generationMs)) / 100.0;
  }
}
