package dev.corral.proxy.tally;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.sqs.SqsAsyncClient;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchResponse;

/// The usage queue in SQS. A batch that was taken in part is sent again as a whole: consumers know
/// an event by its id.
public final class SqsUsageQueue implements UsageQueue {
  private static final long DEADLINE_SECONDS = 10;

  private final SqsAsyncClient sqs;
  private final String name;
  private final ObjectMapper json;
  private Optional<String> url = Optional.empty();

  /// The queue of this name.
  public SqsUsageQueue(SqsAsyncClient sqs, String name, ObjectMapper json) {
    this.sqs = sqs;
    this.name = name;
    this.json = json;
  }

  @Override
  public void send(List<UsageEvent> events) throws IOException {
    String target = url();
    List<SendMessageBatchRequestEntry> entries =
        IntStream.range(0, events.size()).mapToObj(i -> entry(i, events.get(i))).toList();
    SendMessageBatchResponse answer =
        await(sqs.sendMessageBatch(request -> request.queueUrl(target).entries(entries)));
    if (!answer.failed().isEmpty()) {
      throw new IOException(answer.failed().size() + " events were not taken");
    }
  }

  private String url() throws IOException {
    if (url.isEmpty()) {
      GetQueueUrlResponse answer = await(sqs.getQueueUrl(request -> request.queueName(name)));
      url = Optional.of(answer.queueUrl());
    }
    return url.get();
  }

  private SendMessageBatchRequestEntry entry(int index, UsageEvent event) {
    try {
      return SendMessageBatchRequestEntry.builder()
          .id(Integer.toString(index))
          .messageBody(json.writeValueAsString(event))
          .build();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private <T> T await(CompletableFuture<T> call) throws IOException {
    try {
      return call.get(DEADLINE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      url = Optional.empty();
      call.cancel(true);
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(cause.getClass().getSimpleName(), cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
