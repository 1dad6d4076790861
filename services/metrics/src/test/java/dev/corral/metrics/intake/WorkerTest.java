package dev.corral.metrics.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.corral.metrics.Events;
import dev.corral.metrics.intake.Reading.Unreadable;
import dev.corral.metrics.ledger.Event;
import dev.corral.metrics.ledger.Journal;
import dev.corral.metrics.ledger.MemoryLedger;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WorkerTest {

  private static final Duration RENEWAL = Duration.ofSeconds(20);
  private static final Duration BUDGET = Duration.ofMinutes(30);
  private static final Letter GOOD = letter("good", "r1");
  private static final Letter OTHER = letter("other", "r2");
  private static final Letter BAD = new Letter("bad", "receipt-bad", "{", Instant.EPOCH);

  private final List<String> steps = new ArrayList<>();
  private final ArrayDeque<RuntimeException> storeFailures = new ArrayDeque<>();
  private final ArrayDeque<RuntimeException> queueFailures = new ArrayDeque<>();
  private final ArrayDeque<RuntimeException> receiveFailures = new ArrayDeque<>();
  private final MemoryLedger ledger = new MemoryLedger();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private Instant now = Instant.EPOCH;

  @Test
  void deletesOnlyAfterTheEventIsInTheBooks() throws InterruptedException {
    settle(GOOD);
    assertEquals(List.of("post r1 RECORDED", "delete good"), steps);
    assertEquals(1, count("recorded"));
  }

  @Test
  void aDuplicateIsDeletedToo() throws InterruptedException {
    settle(GOOD, GOOD);
    assertEquals(
        List.of("post r1 RECORDED", "delete good", "post r1 DUPLICATE", "delete good"), steps);
  }

  @Test
  void whatCannotBeReadIsBuriedBeforeItIsDeleted() throws InterruptedException {
    settle(BAD);
    assertEquals(List.of("bury bad MALFORMED", "delete bad"), steps);
    assertEquals(
        1, registry.counter("corral.dead.letters", "kind", "usage", "reason", "malformed").count());
  }

  @Test
  void aDeadLetterThatCannotBeBuriedIsKept() throws InterruptedException {
    queueFailures.add(new Mailbox.Unavailable(new IllegalStateException("away")));
    settle(BAD);
    assertEquals(List.of("pause", "bury bad MALFORMED", "delete bad"), steps);
  }

  @Test
  void whatTheStoreRejectsIsBuried() throws InterruptedException {
    storeFailures.add(new Journal.Rejected(new IllegalStateException("too big")));
    settle(GOOD);
    assertEquals(List.of("bury good REJECTED", "delete good"), steps);
  }

  @Test
  void waitsForTheStoreAndHoldsWhatIsInHand() throws InterruptedException {
    for (var failure = 0; failure < 12; failure++) {
      storeFailures.add(new Journal.Unavailable(new IllegalStateException("throttled")));
    }
    settle(GOOD, OTHER);

    assertTrue(steps.contains("hold [good, other]"), steps.toString());
    assertEquals(
        List.of("post r1 RECORDED", "delete good", "post r2 RECORDED", "delete other"),
        steps.stream().filter(it -> it.startsWith("post") || it.startsWith("delete")).toList());
    assertEquals(12, count("retried"));
    assertEquals(12, steps.stream().filter("pause"::equals).count());
  }

  @Test
  void anUnforeseenFailureLosesNothing() throws InterruptedException {
    storeFailures.add(new IllegalStateException("a bug"));
    settle(GOOD);
    assertEquals(List.of("pause", "post r1 RECORDED", "delete good"), steps);
  }

  @Test
  void whatTakesTooLongGoesBackToTheQueue() throws InterruptedException {
    for (var failure = 0; failure < 1000; failure++) {
      storeFailures.add(new Journal.Unavailable(new IllegalStateException("away")));
    }
    settle(GOOD, OTHER);

    assertTrue(steps.stream().noneMatch(it -> it.startsWith("delete") || it.startsWith("bury")));
    assertTrue(now.isAfter(Instant.EPOCH.plus(BUDGET)));
    assertEquals(2, count("released"));
  }

  @Test
  @Timeout(10)
  void aQueueThatCannotBeReachedIsAskedAgain() {
    receiveFailures.add(new Mailbox.Unavailable(new IllegalStateException("away")));
    receiveFailures.add(new IllegalStateException("a bug"));
    worker().run();
    assertEquals(List.of("pause", "pause", "interrupt"), steps);
    assertTrue(Thread.interrupted());
  }

  private double count(String outcome) {
    return registry.counter("corral.events", "kind", "usage", "outcome", outcome).count();
  }

  private void settle(Letter... letters) throws InterruptedException {
    worker().settle(new ArrayDeque<>(List.of(letters)));
  }

  private Worker worker() {
    var clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    var patience =
        new Patience(
            Duration.ofSeconds(10),
            new Random(1),
            length -> {
              steps.add("pause");
              now = now.plus(length);
            });
    return new Worker(
        new RecordingMailbox(),
        EventReaderTest.reader(),
        this::post,
        new IntakeMeter(registry, clock, "usage"),
        new Worker.Limits(patience, clock, RENEWAL, BUDGET));
  }

  private Journal.Posting post(Event event) {
    failWith(storeFailures);
    var posting = ledger.post(event);
    steps.add("post " + event.factKeys().getFirst().substring("usage#".length()) + " " + posting);
    return posting;
  }

  private static void failWith(ArrayDeque<RuntimeException> failures) {
    var failure = failures.poll();
    if (failure != null) {
      throw failure;
    }
  }

  private static Letter letter(String id, String request) {
    var body = Events.usage(request, "2026-11-20T20:15:30Z", "alice", "tiny", "done");
    return new Letter(id, "receipt-" + id, body, Instant.EPOCH);
  }

  /// A mailbox that writes down what is done to it.
  private final class RecordingMailbox implements Mailbox {
    @Override
    public List<Letter> receive() {
      failWith(receiveFailures);
      steps.add("interrupt");
      Thread.currentThread().interrupt();
      return List.of();
    }

    @Override
    public void hold(Collection<Letter> letters) {
      steps.add("hold " + letters.stream().map(Letter::id).toList());
    }

    @Override
    public void delete(Letter letter) {
      failWith(queueFailures);
      steps.add("delete " + letter.id());
    }

    @Override
    public void bury(Letter letter, Unreadable why) {
      failWith(queueFailures);
      steps.add("bury " + letter.id() + " " + why.reason());
    }
  }
}
