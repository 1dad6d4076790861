package dev.corral.proxy.relay;

import dev.corral.proxy.dialect.Prompt;
import dev.corral.proxy.dialect.Voice;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import io.vertx.core.Context;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/// A caller inside the proxy that wants a whole answer; it never streams, so it is never full.
final class CollectedCaller implements Caller {
  private final Prompt prompt;
  private final Voice voice;
  private final CompletableFuture<byte[]> answer = new CompletableFuture<>();
  private final Context context;
  private long bytesOut;

  /// @param context that the exchange lives on
  CollectedCaller(Prompt prompt, Context context) {
    this.prompt = prompt;
    this.context = context;
    this.voice = Voice.of(prompt.operation().dialect());
  }

  /// The answer, or a failure with the problem. Cancelling it means that nobody waits any more.
  CompletableFuture<byte[]> answer() {
    return answer;
  }

  @Override
  public Prompt prompt() {
    return prompt;
  }

  @Override
  public Voice voice() {
    return voice;
  }

  @Override
  public long bytesOut() {
    return bytesOut;
  }

  @Override
  public void onGone(Runnable gone) {
    answer.whenComplete((body, failure) -> {
      if (answer.isCancelled()) {
        context.runOnContext(now -> gone.run());
      }
    });
  }

  @Override
  public boolean gone() {
    return answer.isCancelled();
  }

  @Override
  public void describe(String model, long queueMs, OptionalLong ttftMs) {}

  @Override
  public void send(byte[] bytes) {
    throw new IllegalStateException("a whole answer is not sent in parts");
  }

  @Override
  public void finish() {
    fail(new Problem.EngineBroken());
  }

  @Override
  public void finishWhole(byte[] body) {
    bytesOut = body.length;
    answer.complete(body);
  }

  @Override
  public void fail(Problem problem) {
    answer.completeExceptionally(new ProblemException(problem));
  }

  @Override
  public boolean full() {
    return false;
  }

  @Override
  public void onDrain(Runnable drained) {
    drained.run();
  }

  @Override
  public void cut() {
    fail(new Problem.EngineBroken());
  }
}
