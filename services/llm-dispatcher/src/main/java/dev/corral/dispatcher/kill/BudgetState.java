package dev.corral.dispatcher.kill;

import java.math.BigDecimal;

/// What is known about a budget when a message says to look: the seam for our own estimate and for
/// AWS. It is asked because what a message says proves nothing.
@FunctionalInterface
public interface BudgetState {
  /// The state now.
  Reading read(String budget);

  /// What was found.
  sealed interface Reading permits Exceeded, Within, Unknown {}

  /// Spent more than allowed in this period; `period` is a month as `2026-11`.
  record Exceeded(String period, BigDecimal limit) implements Reading {}

  /// Not exceeded. That never arms again what was killed.
  record Within() implements Reading {}

  /// It cannot be known now: new spend is refused if the message is a threshold's.
  record Unknown() implements Reading {}
}
