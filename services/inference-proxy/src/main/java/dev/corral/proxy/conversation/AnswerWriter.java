package dev.corral.proxy.conversation;

import dev.corral.proxy.problem.Problem;

/// Puts an answer into the words of one dialect for one request, either as a stream ([#write] for
/// each piece, then [#end]) or whole ([#take] for each piece, then [#whole]).
public interface AnswerWriter {

  /// Our own times, for the end of the answer.
  record Times(long queueMs, long ttftMs, long generationMs) {}

  /// The frames of one more piece; empty when the dialect says nothing here.
  byte[] write(Piece piece);

  /// The last frames. The pieces must have said why the answer ended.
  byte[] end(Times times);

  /// Keeps one more piece of a whole answer.
  void take(Piece piece);

  /// The whole answer.
  byte[] whole(Times times);

  /// The error in the middle of a stream; nothing follows it.
  byte[] error(Problem problem);
}
