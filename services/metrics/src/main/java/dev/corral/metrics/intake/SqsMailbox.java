package dev.corral.metrics.intake;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiptHandleIsInvalidException;
import software.amazon.awssdk.services.sqs.model.SqsException;

/// A queue of SQS, with its dead letters in the queue of the same name with `-dlq` behind it.
final class SqsMailbox implements Mailbox {

  private static final int BATCH = 10;
  private static final Set<String> STALE_RECEIPTS =
      Set.of("InvalidReceiptHandle", "ReceiptHandleIsInvalid", "InvalidParameterValue");
  private static final MessageSystemAttributeName SENT = MessageSystemAttributeName.SENT_TIMESTAMP;

  private final SqsClient client;
  private final String queue;
  private final Duration wait;
  private final Duration visibility;
  private final Map<String, String> urls = new ConcurrentHashMap<>();

  /// @param wait how long to wait for a first message
  /// @param visibility how long received and held messages are hidden
  SqsMailbox(SqsClient client, String queue, Duration wait, Duration visibility) {
    this.client = client;
    this.queue = queue;
    this.wait = wait;
    this.visibility = visibility;
  }

  @Override
  public List<Letter> receive() {
    return calling(() ->
        client
            .receiveMessage(it ->
                it.queueUrl(url(queue))
                    .messageSystemAttributeNames(SENT)
                    .maxNumberOfMessages(BATCH)
                    .waitTimeSeconds(Math.toIntExact(wait.toSeconds()))
                    .visibilityTimeout(Math.toIntExact(visibility.toSeconds())))
            .messages()
            .stream()
            .map(SqsMailbox::letter)
            .toList());
  }

  @Override
  public void hold(Collection<Letter> letters) {
    var entries = letters.stream().map(this::held).toList();
    calling(
        () -> client.changeMessageVisibilityBatch(it -> it.queueUrl(url(queue)).entries(entries)));
  }

  @Override
  public void delete(Letter letter) {
    try {
      calling(() ->
          client.deleteMessage(it -> it.queueUrl(url(queue)).receiptHandle(letter.receipt())));
    } catch (Unavailable e) {
      if (!isStale(e.getCause())) {
        throw e;
      }
      // The letter is gone, or another worker has it again; the facts make that a duplicate.
    }
  }

  private static boolean isStale(@Nullable Throwable cause) {
    return cause instanceof ReceiptHandleIsInvalidException
        || (cause instanceof SqsException sqs
            && sqs.awsErrorDetails() != null
            && STALE_RECEIPTS.contains(sqs.awsErrorDetails().errorCode()));
  }

  @Override
  public void bury(Letter letter, Reading.Unreadable why) {
    var attributes =
        Map.of(
            "reason", text(why.reason().name().toLowerCase(Locale.ROOT)),
            "detail", text(why.detail().isEmpty() ? "-" : why.detail()),
            "messageId", text(letter.id()));
    calling(() ->
        client.sendMessage(it ->
            it.queueUrl(url(queue + "-dlq"))
                .messageBody(letter.body())
                .messageAttributes(attributes)));
  }

  private static Letter letter(Message message) {
    var sentAt = Long.parseLong(message.attributes().getOrDefault(SENT, "0"));
    return new Letter(
        message.messageId(), message.receiptHandle(), message.body(), Instant.ofEpochMilli(sentAt));
  }

  private ChangeMessageVisibilityBatchRequestEntry held(Letter letter) {
    return ChangeMessageVisibilityBatchRequestEntry.builder()
        .id(letter.id())
        .receiptHandle(letter.receipt())
        .visibilityTimeout(Math.toIntExact(visibility.toSeconds()))
        .build();
  }

  private String url(String name) {
    return urls.computeIfAbsent(
        name, it -> client.getQueueUrl(request -> request.queueName(it)).queueUrl());
  }

  private static MessageAttributeValue text(String value) {
    return MessageAttributeValue.builder().dataType("String").stringValue(value).build();
  }

  private static <T> T calling(Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException | UncheckedIOException e) {
      throw new Unavailable(e);
    }
  }
}
