package dev.corral.proxy.bedrock;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.bedrockruntime.BedrockRuntimeAsyncClient;
import software.amazon.awssdk.services.bedrockruntime.model.InvokeModelResponse;

/// One body sent by InvokeModel, with its second attempt.
final class Invocation {
  private static final String JSON = "application/json";

  private final BedrockRuntimeAsyncClient client;
  private final Retries retries;
  private final String id;
  private final byte[] body;
  private final CompletableFuture<InvokeModelResponse> answer = new CompletableFuture<>();
  private volatile @Nullable CompletableFuture<?> sent;

  Invocation(BedrockRuntimeAsyncClient client, Retries retries, String id, byte[] body) {
    this.client = client;
    this.retries = retries;
    this.id = id;
    this.body = body;
  }

  /// Sends it; cancelling the future ends the call. The problem is thrown when this model is
  /// throttled already.
  CompletableFuture<InvokeModelResponse> start() {
    answer.whenComplete((said, failure) -> stop());
    at(retries.first(id));
    return answer;
  }

  private void at(Retries.Turn turn) {
    if (turn.after().isZero()) {
      send(turn);
    } else {
      CompletableFuture.delayedExecutor(turn.after().toMillis(), TimeUnit.MILLISECONDS)
          .execute(() -> send(turn));
    }
  }

  private void send(Retries.Turn turn) {
    if (answer.isDone()) {
      return;
    }
    CompletableFuture<InvokeModelResponse> call =
        client.invokeModel(request ->
            request
                .modelId(id)
                .contentType(JSON)
                .accept(JSON)
                .body(SdkBytes.fromByteArrayUnsafe(body)));
    sent = call;
    call.whenComplete((said, failure) -> sent(turn, said, failure));
    if (answer.isDone()) { // cancelled in the meantime
      stop();
    }
  }

  private void sent(
      Retries.Turn turn, @Nullable InvokeModelResponse said, @Nullable Throwable failure) {
    if (said != null) {
      retries.worked(turn);
      answer.complete(said);
      return;
    }
    Throwable cause = Faults.bare(failure == null ? new IllegalStateException() : failure);
    Optional<Retries.Turn> again = answer.isDone() ? Optional.empty() : retries.again(turn, cause);
    again.ifPresentOrElse(this::at, () -> answer.completeExceptionally(cause));
  }

  private void stop() {
    CompletableFuture<?> call = sent;
    if (call != null) {
      call.cancel(true);
    }
  }
}
