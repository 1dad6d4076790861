package dev.corral.proxy.dialect;

/// Is told about each token and tells how long the answer takes.
public interface AnswerClock {
  /// A piece of the answer has arrived.
  void token();

  /// Times up to now.
  Timing timing();
}
