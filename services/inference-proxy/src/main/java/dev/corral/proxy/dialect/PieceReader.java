package dev.corral.proxy.dialect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corral.proxy.conversation.Piece;
import java.util.function.Consumer;

/// Reads one answer of an engine in the words of its wire. What is not an answer is thrown as a
/// problem.
public interface PieceReader {

  /// Reads the next frame of a streamed answer.
  ///
  /// @return whether the frame itself says that it is the last
  boolean frame(ObjectNode frame, Consumer<Piece> pieces);

  /// Reads a whole answer.
  void whole(ObjectNode answer, Consumer<Piece> pieces);

  /// The truer times of a whole answer, of which only the engine knows when it began.
  Timing timing(ObjectNode answer, Timing measured);
}
