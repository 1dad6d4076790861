package dev.corral.proxy.relay;

import dev.corral.proxy.dialect.Prompt;
import dev.corral.proxy.dialect.TokenCount;
import dev.corral.proxy.dialect.Voice;
import dev.corral.proxy.problem.Problem;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// The caller's end of one exchange. Before the first byte it can still be refused with a status;
/// after it only within the stream.
interface Caller {

  Prompt prompt();

  Voice voice();

  long bytesOut();

  /// Runs when the connection or stream is closed under an unfinished answer; does not wait for a
  /// failed write, which a buffer could hide.
  void onGone(Runnable gone);

  /// Whether nobody is there to read an answer.
  boolean gone();

  /// Whether a request that has waited for its model may still go on; fails with the problem if
  /// not. Callers who are still there were asked who they are a moment ago.
  default CompletionStage<Void> stillAllowed() {
    return CompletableFuture.completedFuture(null);
  }

  void describe(String model, long queueMs, OptionalLong ttftMs);

  /// Says something beside the answer, as long as that can still be said.
  default void header(String name, String value) {}

  /// Sends a part of a stream; the first one sends the head.
  void send(byte[] bytes);

  void finish();

  void finishWhole(byte[] body);

  /// Says what went wrong in the way that is still possible.
  void fail(Problem problem);

  /// Whether more bytes wait for the caller than should.
  boolean full();

  void onDrain(Runnable drained);

  /// The exchange is over and has used these tokens; nothing comes after this.
  default void over(TokenCount tokens) {}

  /// Ends the connection without pretending that the answer is complete.
  void cut();
}
