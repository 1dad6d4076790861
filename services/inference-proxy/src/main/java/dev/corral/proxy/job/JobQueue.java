package dev.corral.proxy.job;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/// The queue of jobs in SQS, with its dead letters.
public final class JobQueue {
  /// Longest message that SQS takes everywhere.
  static final int LONGEST = 256 * 1024;

  private static final MessageSystemAttributeName TIMES =
      MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT;

  private final SqsAsyncClient sqs;
  private final String name;
  private volatile @Nullable CompletableFuture<String> url;

  /// The queue of this name.
  public JobQueue(SqsAsyncClient sqs, String name) {
    this.sqs = sqs;
    this.name = name;
  }

  /// Looked up once; a failed look-up is tried again by the next call.
  private CompletableFuture<String> url() {
    CompletableFuture<String> known = url;
    if (known == null || known.isCompletedExceptionally()) {
      known =
          sqs.getQueueUrl(request -> request.queueName(name))
              .thenApply(GetQueueUrlResponse::queueUrl);
      url = known;
    }
    return known;
  }

  CompletionStage<Void> send(String body) {
    return url()
        .thenCompose(to -> sqs.sendMessage(request -> request.queueUrl(to).messageBody(body)))
        .thenAccept(sent -> {});
  }

  /// Up to `most` messages; waits for the first one for at most `wait`.
  CompletableFuture<List<Message>> receive(int most, Duration wait, Duration visibility) {
    return url()
        .thenCompose(from ->
            sqs.receiveMessage(request ->
                request
                    .queueUrl(from)
                    .maxNumberOfMessages(most)
                    .waitTimeSeconds(seconds(wait))
                    .messageSystemAttributeNames(TIMES)
                    .visibilityTimeout(seconds(visibility))))
        .thenApply(ReceiveMessageResponse::messages);
  }

  /// Nobody else gets this message for so long from now on.
  CompletionStage<Void> hide(Message message, Duration time) {
    return url()
        .thenCompose(at ->
            sqs.changeMessageVisibility(request ->
                request
                    .queueUrl(at)
                    .receiptHandle(message.receiptHandle())
                    .visibilityTimeout(seconds(time))))
        .thenAccept(hidden -> {});
  }

  /// How often this message was taken by now; at least once.
  static int times(Message message) {
    return Math.max(1, Integer.parseInt(message.attributes().getOrDefault(TIMES, "1")));
  }

  CompletionStage<Void> delete(Message message) {
    return url()
        .thenCompose(from ->
            sqs.deleteMessage(
                request -> request.queueUrl(from).receiptHandle(message.receiptHandle())))
        .thenAccept(gone -> {});
  }

  /// Puts what cannot be read aside, for a person to look at.
  CompletionStage<Void> bury(Message message) {
    return sqs.getQueueUrl(request -> request.queueName(name + "-dlq"))
        .thenCompose(aside ->
            sqs.sendMessage(
                request -> request.queueUrl(aside.queueUrl()).messageBody(message.body())))
        .thenCompose(kept -> delete(message));
  }

  private static int seconds(Duration time) {
    return Math.toIntExact(Math.clamp(time.toSeconds(), 0L, 43_200L));
  }
}
