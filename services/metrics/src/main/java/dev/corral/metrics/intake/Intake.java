package dev.corral.metrics.intake;

import dev.corral.metrics.ledger.Journal;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.validation.Validator;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Starts and stops the workers.
@ApplicationScoped
final class Intake {

  private static final Duration LONGEST_STOP = Duration.ofSeconds(2);

  private final Journal journal;
  private final MeterRegistry registry;
  private final Validator validator;
  private final Clock clock;
  private final List<Thread> threads = new ArrayList<>();

  Intake(Journal journal, MeterRegistry registry, Validator validator, Clock clock) {
    this.journal = journal;
    this.registry = registry;
    this.validator = validator;
    this.clock = clock;
  }

  void start(
      @Observes StartupEvent event, SqsClient client, QueueConfig queues, IntakeConfig config) {
    start(client, "lifecycle", queues.lifecycle(), config);
    start(client, "usage", queues.usage(), config);
  }

  /// A message that is interrupted half way stays in its queue, and its event is a duplicate at
  /// worst.
  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    threads.forEach(Thread::interrupt);
    var deadline = Instant.now(clock).plus(LONGEST_STOP);
    for (var thread : threads) {
      var left = Duration.between(Instant.now(clock), deadline);
      if (left.isPositive()) {
        thread.join(left);
      }
    }
  }

  private void start(SqsClient client, String kind, String queue, IntakeConfig config) {
    var patience = new Patience(config.longestPause(), new SecureRandom(), Thread::sleep);
    var limits =
        new Worker.Limits(patience, clock, config.visibility().dividedBy(3), config.budget());
    var mailbox = new SqsMailbox(client, queue, config.poll(), config.visibility());
    var worker =
        new Worker(
            mailbox,
            new EventReader(validator),
            journal,
            new IntakeMeter(registry, clock, kind),
            limits);
    for (var number = 1; number <= config.workers(); number++) {
      threads.add(Thread.ofVirtual().name("intake-" + kind + "-" + number).start(worker));
    }
  }
}
