package dev.corral.local.engine.generation;

/// How an answer ended, with what it took.
///
/// @param waitNanos from the request to its turn
/// @param promptNanos from its turn to the first token
/// @param generationNanos from the first token to the last
public record Answer(
    Finish finish,
    int promptTokens,
    int tokens,
    long waitNanos,
    long promptNanos,
    long generationNanos) {
  /// Why it ended.
  public enum Finish {
    /// The model ended it, or a stop sequence did.
    STOP,
    /// The limit of tokens or of the context was reached.
    LENGTH
  }

  /// All of it.
  public long totalNanos() {
    return waitNanos + promptNanos + generationNanos;
  }
}
