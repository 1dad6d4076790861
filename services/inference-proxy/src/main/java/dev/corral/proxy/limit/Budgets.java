package dev.corral.proxy.limit;

import dev.corral.proxy.admission.Allowance.Budget;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/// Budgets in EUR as the gateway last told them: a warning from four fifths on, no more when spent.
final class Budgets {
  private static final int WARNING = 80;
  private static final int SPENT = 100;

  private Budgets() {}

  /// Throws when one of them is spent.
  static void check(List<Budget> budgets) {
    budgets.stream()
        .filter(budget -> percent(budget) >= SPENT)
        .findFirst()
        .ifPresent(budget -> {
          throw new ProblemException(new Problem.BudgetSpent(budget.whose()));
        });
  }

  /// One sentence about the one that is nearest to its end, if it is near.
  static Optional<String> warning(List<Budget> budgets) {
    return budgets.stream()
        .filter(budget -> percent(budget) >= WARNING)
        .max((one, other) -> Integer.compare(percent(one), percent(other)))
        .map(budget ->
            "%d %% of the budget of %s (%s EUR) are spent."
                .formatted(
                    percent(budget),
                    budget.whose(),
                    budget.limitEur().setScale(2, RoundingMode.HALF_UP).toPlainString()));
  }

  /// Rounded down; a budget of nothing is spent from the start.
  private static int percent(Budget budget) {
    if (budget.limitEur().signum() <= 0) {
      return SPENT;
    }
    return budget
        .spentEur()
        .multiply(BigDecimal.valueOf(SPENT))
        .divide(budget.limitEur(), 0, RoundingMode.DOWN)
        .min(BigDecimal.valueOf(SPENT))
        .intValue();
  }
}
