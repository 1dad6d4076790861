package dev.corral.proxy.bedrock;

import dev.corral.proxy.conversation.Piece;
import dev.corral.proxy.problem.Problem;
import java.util.List;

/// A call in progress.
public interface Call {

  /// Hears the answer, on threads of the SDK and one after the other.
  interface Hearing {
    /// More of the answer; the next comes after [Call#more].
    void pieces(List<Piece> pieces);

    /// That was all of it.
    void complete();

    /// It will not be completed.
    void failed(Problem problem);
  }

  /// Lets the next pieces come.
  void more();

  /// Ends the call; nothing is heard of it any more, and its connection is closed unless the answer
  /// has been read to its end.
  void cancel();
}
