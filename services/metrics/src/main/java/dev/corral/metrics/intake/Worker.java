package dev.corral.metrics.intake;

import dev.corral.metrics.intake.Reading.Foreign;
import dev.corral.metrics.intake.Reading.Readable;
import dev.corral.metrics.intake.Reading.Reason;
import dev.corral.metrics.intake.Reading.Unreadable;
import dev.corral.metrics.ledger.Event;
import dev.corral.metrics.ledger.Journal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jboss.logging.Logger;

/// Takes messages from one queue, a handful at a time, until it is interrupted. A message is
/// deleted only after its event is in the books or its copy among the dead letters; DESIGN.md says
/// why.
final class Worker implements Runnable {

  private static final Logger LOG = Logger.getLogger(Worker.class);

  private final Mailbox mailbox;
  private final EventReader reader;
  private final Journal journal;
  private final IntakeMeter meter;
  private final Limits limits;

  /// What bounds the worker's patience.
  ///
  /// @param renewal how often messages in hand are held again
  /// @param budget how long a message is tried
  record Limits(Patience patience, Clock clock, Duration renewal, Duration budget) {}

  Worker(Mailbox mailbox, EventReader reader, Journal journal, IntakeMeter meter, Limits limits) {
    this.mailbox = mailbox;
    this.reader = reader;
    this.journal = journal;
    this.meter = meter;
    this.limits = limits;
  }

  @Override
  public void run() {
    try {
      var failures = 0;
      while (!Thread.currentThread().isInterrupted()) {
        failures = takeSome() ? 0 : failures + 1;
        if (failures > 0) {
          limits.patience().afterFailures(failures);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean takeSome() throws InterruptedException {
    List<Letter> letters;
    try {
      letters = mailbox.receive();
    } catch (Mailbox.Unavailable e) {
      if (!Thread.currentThread().isInterrupted()) {
        LOG.warnf("Queue cannot be reached: %s", e.getCause());
      }
      return false;
    } catch (RuntimeException e) {
      LOG.error("Messages could not be received", e);
      return false;
    }
    settle(new ArrayDeque<>(letters));
    return true;
  }

  /// Settles the messages one by one. What cannot be settled within the budget goes back to the
  /// queue.
  void settle(Deque<Letter> open) throws InterruptedException {
    var held = limits.clock().instant();
    var giveUpAt = held.plus(limits.budget());
    var failures = 0;
    while (!open.isEmpty()) {
      if (settled(open.element())) {
        open.remove();
        failures = 0;
      } else if (limits.clock().instant().isAfter(giveUpAt)) {
        open.forEach(letter -> meter.releasedToQueue());
        return;
      } else {
        limits.patience().afterFailures(++failures);
      }
      held = holdIfDue(open, held);
    }
  }

  private Instant holdIfDue(Deque<Letter> open, Instant held) {
    var now = limits.clock().instant();
    if (open.isEmpty() || now.isBefore(held.plus(limits.renewal()))) {
      return held;
    }
    try {
      mailbox.hold(open);
      return now;
    } catch (Mailbox.Unavailable e) {
      LOG.debugf("Messages could not be held: %s", e.getCause());
      return held;
    }
  }

  private boolean settled(Letter letter) {
    try {
      switch (reader.read(letter.body())) {
        case Readable(var event) -> post(letter, event);
        case Foreign foreign -> meter.ignored();
        case Unreadable unreadable -> bury(letter, unreadable);
      }
      mailbox.delete(letter);
      return true;
    } catch (Journal.Unavailable | Mailbox.Unavailable e) {
      LOG.warnf("Message %s is kept and tried again: %s", letter.id(), e.getCause());
    } catch (RuntimeException e) {
      LOG.errorf(e, "Message %s is kept and tried again", letter.id());
    }
    meter.retried();
    return false;
  }

  private void post(Letter letter, Event event) {
    try {
      meter.posted(letter, journal.post(event));
    } catch (Journal.Rejected e) {
      LOG.errorf(e, "The store rejects message %s", letter.id());
      bury(letter, new Unreadable(Reason.REJECTED, "store"));
    }
  }

  private void bury(Letter letter, Unreadable why) {
    mailbox.bury(letter, why);
    meter.buried(why.reason());
    LOG.warnf("Dead letter %s: %s at %s", letter.id(), why.reason(), why.detail());
  }
}
