package dev.corral.dispatcher.kill;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// What a budget message leads to. There is no outcome that loosens anything: a message can kill,
/// or do nothing.
final class BudgetDecision {
  /// The principal of a kill by message.
  static final String PRINCIPAL = "aws-budgets";

  private static final Duration SKEW = Duration.ofMinutes(10);

  private final BudgetConfig config;
  private final BudgetState state;
  private final Clock clock;

  BudgetDecision(BudgetConfig config, BudgetState state, Clock clock) {
    this.config = config;
    this.state = state;
    this.clock = clock;
  }

  /// What to do.
  sealed interface Verdict {
    /// Stop all launches, once for this key.
    record Kill(String why, KillStore.OnceKey key) implements Verdict {}

    /// Nothing: the budget is not exceeded, or the message is not about it.
    record Nothing(String why) implements Verdict {}

    /// Nothing, and the message is left for the dead-letter queue, where a person finds it.
    record Suspicious(String why) implements Verdict {}
  }

  Verdict decide(String body) {
    Optional<BudgetMessage> read = BudgetMessage.read(body);
    if (read.isEmpty()) {
      return new Verdict.Suspicious("not a message of SNS");
    }
    BudgetMessage message = read.get();
    if (!config.topicArns().orElse(List.of()).contains(message.topic())) {
      return new Verdict.Suspicious("a topic that is not ours");
    }
    if (config.name().isEmpty() || message.budget().filter(config.name().get()::equals).isEmpty()) {
      return new Verdict.Suspicious("another budget, or none");
    }
    Instant now = clock.instant();
    if (!month(message.sentAt()).equals(month(now)) || message.sentAt().isAfter(now.plus(SKEW))) {
      return new Verdict.Nothing("it is about another period");
    }
    return about(config.name().get(), message);
  }

  private Verdict about(String budget, BudgetMessage message) {
    return switch (reading(budget)) {
      case BudgetState.Within within -> new Verdict.Nothing("the budget is not exceeded");
      case BudgetState.Exceeded exceeded ->
          new Verdict.Kill(
              "budget " + budget + " is exceeded",
              new KillStore.OnceKey(
                  budget, exceeded.period(), "exceeded " + exceeded.limit().toPlainString()));
      case BudgetState.Unknown unknown ->
          message
              .threshold()
              .<Verdict>map(threshold ->
                  new Verdict.Kill(
                      "budget " + budget + " passed its threshold (" + threshold + ")",
                      new KillStore.OnceKey(budget, month(message.sentAt()).toString(), threshold)))
              .orElseGet(() -> new Verdict.Nothing("no threshold was passed"));
    };
  }

  private BudgetState.Reading reading(String budget) {
    try {
      return state.read(budget);
    } catch (RuntimeException e) {
      return new BudgetState.Unknown();
    }
  }

  private static YearMonth month(Instant at) {
    return YearMonth.from(at.atZone(ZoneOffset.UTC));
  }
}
