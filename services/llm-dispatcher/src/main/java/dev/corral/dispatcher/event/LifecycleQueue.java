package dev.corral.dispatcher.event;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.SqsException;

/// The queue that metrics reads; its URL is looked up by name once, and again after an error.
final class LifecycleQueue implements Consumer<String> {
  private final SqsClient sqs;
  private final String name;
  private @Nullable String url;

  LifecycleQueue(SqsClient sqs, String name) {
    this.sqs = sqs;
    this.name = name;
  }

  @Override
  public void accept(String json) {
    try {
      String target = url();
      sqs.sendMessage(r -> r.queueUrl(target).messageBody(json));
    } catch (SqsException e) {
      url = null;
      throw e;
    }
  }

  private String url() {
    String known = url;
    if (known == null) {
      known = sqs.getQueueUrl(r -> r.queueName(name)).queueUrl();
      url = known;
    }
    return known;
  }
}
