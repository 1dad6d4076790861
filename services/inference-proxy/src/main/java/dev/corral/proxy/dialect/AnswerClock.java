package dev.corral.proxy.dialect;

/// Is told about each token and tells how long the answer takes.
public interface AnswerClock {
  /// A piece of the answer has arrived.
  void token();

  /// Whether anybody wants to know why an answer ends; does not change during one.
  default boolean wantsStop() {
    return false;
  }

  /// The engine has said why the answer ends.
  ///
  /// @param word its own for it
  default void stopped(String word) {}

  /// Times up to now.
  Timing timing();
}
