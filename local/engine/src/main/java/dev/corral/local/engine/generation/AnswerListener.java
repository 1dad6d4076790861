package dev.corral.local.engine.generation;

/// Is told what happens to one request, from the slot's thread; must not block.
public interface AnswerListener {
  /// Text of the answer, never empty.
  void text(String text);

  /// The last call of an answer that ended by itself.
  void done(Answer answer);

  /// The last call of one that broke.
  void failed(RuntimeException cause);
}
