package dev.corral.proxy.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import org.junit.jupiter.api.Test;

/// Memory is set aside before it is spent, and comes back exactly once.
class BodyBudgetTest {
  private final BodyBudget budget = new BodyBudget(1000, 400);

  @Test
  void anUnknownLengthTakesTheLongestUntilItIsKnown() {
    BodyBudget.Share unknown = budget.take(null);
    budget.take("99999999999999");
    assertEquals(200, budget.left());
    ProblemException full = assertThrows(ProblemException.class, () -> budget.take("201"));
    assertInstanceOf(Problem.Overloaded.class, full.problem());
    unknown.settle(100);
    budget.take("201");
    assertEquals(299, budget.left());
  }

  @Test
  void aShareComesBackOnce() {
    BodyBudget.Share share = budget.take("300");
    share.settle(300);
    assertEquals(700, budget.left());
    share.release();
    share.release();
    assertEquals(1000, budget.left());
  }
}
