package dev.corral.dispatcher.kill;

import dev.corral.dispatcher.kill.BudgetDecision.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;

/// Reads the budget queue on every replica. A message is deleted when what it led to is durable;
/// one that nobody should have sent is not deleted, so that the queue's own policy puts it aside.
final class BudgetQueue implements Runnable {
  private static final Logger LOG = Logger.getLogger(BudgetQueue.class);
  private static final int WAIT_S = 3;
  private static final int HIDDEN_S = 60;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

  private final Source source;
  private final BudgetDecision decision;
  private final BiConsumer<String, KillStore.OnceKey> kill;
  private final Consumer<String> counted;
  private volatile boolean running = true;
  private Duration pause = FIRST_PAUSE;

  /// The queue by name; its URL is looked up again after an error.
  static final class Source {
    private final SqsClient sqs;
    private final String name;
    private @Nullable String url;

    Source(SqsClient sqs, String name) {
      this.sqs = sqs;
      this.name = name;
    }

    private String url() {
      String known = url;
      if (known == null) {
        known = sqs.getQueueUrl(r -> r.queueName(name)).queueUrl();
        url = known;
      }
      return known;
    }

    private List<Message> receive() {
      String from = url();
      return sqs.receiveMessage(r ->
              r.queueUrl(from)
                  .maxNumberOfMessages(10)
                  .waitTimeSeconds(WAIT_S)
                  .visibilityTimeout(HIDDEN_S))
          .messages();
    }

    private void delete(Message message) {
      String from = url();
      sqs.deleteMessage(r -> r.queueUrl(from).receiptHandle(message.receiptHandle()));
    }

    private void forget() {
      url = null;
    }
  }

  BudgetQueue(
      Source source,
      BudgetDecision decision,
      BiConsumer<String, KillStore.OnceKey> kill,
      Consumer<String> counted) {
    this.source = source;
    this.decision = decision;
    this.kill = kill;
    this.counted = counted;
  }

  /// Ends [#run] after the batch in hand.
  void stop() {
    running = false;
  }

  @Override
  public void run() {
    while (running) {
      try {
        source.receive().forEach(this::take);
        pause = FIRST_PAUSE;
      } catch (RuntimeException e) {
        LOG.warnf("the budget queue cannot be read now: %s", e.getMessage());
        source.forget();
        rest();
      }
    }
  }

  private void take(Message message) {
    Verdict verdict = decision.decide(message.body());
    switch (verdict) {
      case Verdict.Kill found -> {
        LOG.warnf("killing: %s", found.why());
        kill.accept(found.why(), found.key());
        source.delete(message);
      }
      case Verdict.Nothing nothing -> source.delete(message);
      case Verdict.Suspicious suspicious ->
          LOG.warnf("a budget message is left aside: %s", suspicious.why());
    }
    counted.accept(verdict.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT));
  }

  private void rest() {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException e) {
      running = false;
    }
    Duration doubled = pause.multipliedBy(2);
    pause = doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled;
  }
}
