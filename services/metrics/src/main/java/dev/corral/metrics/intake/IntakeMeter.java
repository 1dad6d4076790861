package dev.corral.metrics.intake;

import dev.corral.metrics.ledger.Journal;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;

/// Counts what the intake does.
final class IntakeMeter {

  private final MeterRegistry registry;
  private final Clock clock;
  private final String kind;

  /// @param kind the queue's role, `lifecycle` or `usage`
  IntakeMeter(MeterRegistry registry, Clock clock, String kind) {
    this.registry = registry;
    this.clock = clock;
    this.kind = kind;
  }

  /// Counts an event that is in the books, and how long it took from the sender to there.
  void posted(Letter letter, Journal.Posting posting) {
    outcome(posting.name().toLowerCase(Locale.ROOT));
    var lag = Duration.between(letter.sentAt(), clock.instant());
    registry.timer("corral.event.lag", "kind", kind).record(lag.isNegative() ? Duration.ZERO : lag);
  }

  void ignored() {
    outcome("ignored");
  }

  void buried(Reading.Reason reason) {
    outcome("dead_letter");
    registry
        .counter(
            "corral.dead.letters", "kind", kind, "reason", reason.name().toLowerCase(Locale.ROOT))
        .increment();
  }

  void retried() {
    outcome("retried");
  }

  void releasedToQueue() {
    outcome("released");
  }

  private void outcome(String outcome) {
    registry.counter("corral.events", "kind", kind, "outcome", outcome).increment();
  }
}
