package dev.corral.proxy.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.corral.proxy.admission.Allowance;
import dev.corral.proxy.admission.Gate;
import dev.corral.proxy.admission.Principal;
import dev.corral.proxy.admission.Principal.Scope;
import dev.corral.proxy.problem.Problem;
import dev.corral.proxy.problem.ProblemException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// Who may go on, who is told to wait, and what that takes.
class LimitGateTest {
  private final AtomicLong millis = new AtomicLong(1_000_000);
  private final List<String> refusals = new ArrayList<>();

  private Gate gate(long requests, long tokens, long streams) {
    return gate(new TestLimits(requests, tokens, streams, Map.of()));
  }

  private Gate gate(LimitConfig config) {
    return new LimitGate(new MemoryStore(millis::get), config, refusals::add);
  }

  private static Principal who(String id, String... groups) {
    return new Principal(id, Set.of(groups), Optional.empty(), Scope.EVERYTHING);
  }

  private static Principal withKey(String key, Allowance allowance) {
    return new Principal("alice", Set.of(), Optional.of(key), Scope.EVERYTHING, allowance);
  }

  private static Gate.Pass enter(Gate gate, Principal who, long tokens) {
    return gate.enter(who, new Gate.Demand("tiny", tokens)).toCompletableFuture().join();
  }

  private static Problem refused(Gate gate, Principal who, long tokens) {
    return ProblemException.of(
        assertThrows(CompletionException.class, () -> enter(gate, who, tokens)));
  }

  @Test
  void streamsAreCountedWhileTheyRun() {
    Gate gate = gate(0, 0, 2);
    Gate.Pass first = enter(gate, who("alice"), 1);
    assertEquals(Map.of(), first.headers());
    enter(gate, who("alice"), 1);
    enter(gate, who("bob"), 1);
    assertEquals(new Problem.TooManyStreams(2), refused(gate, who("alice"), 1));
    first.leave(10);
    first.leave(10);
    enter(gate, who("alice"), 1);
    assertEquals(new Problem.TooManyStreams(2), refused(gate, who("alice"), 1));
    assertEquals(List.of("streams", "streams"), refusals);
  }

  @Test
  void requestsOfAMinuteAndTheTimeToWait() {
    Gate gate = gate(2, 0, 0);
    assertEquals(
        Map.of(
            "x-ratelimit-limit-requests", "2",
            "x-ratelimit-remaining-requests", "1",
            "x-ratelimit-reset-requests", "61s"),
        enter(gate, who("alice"), 1).headers());
    millis.addAndGet(10_000);
    enter(gate, who("alice"), 1).leave(0);
    var refused = new Problem.RateLimited("requests", 2, 51);
    assertEquals(refused, refused(gate, who("alice"), 1));
    assertEquals(51, refused.retryAfter().orElseThrow());
    millis.addAndGet(51_000);
    enter(gate, who("alice"), 1);
  }

  @Test
  void tokensAreSetAsideAndSettled() {
    Gate gate = gate(0, 100, 0);
    Gate.Pass pass = enter(gate, who("alice"), 80);
    assertEquals("20", pass.headers().get("x-ratelimit-remaining-tokens"));
    assertInstanceOf(Problem.RateLimited.class, refused(gate, who("alice"), 30));
    pass.leave(50);
    assertEquals("20", enter(gate, who("alice"), 30).headers().get("x-ratelimit-remaining-tokens"));
  }

  @Test
  void aRequestThatCouldNeedMoreThanAllGetsAllWhenItIsThere() {
    Gate gate = gate(0, 100, 0);
    Gate.Pass large = enter(gate, who("alice"), 5_000);
    assertEquals("0", large.headers().get("x-ratelimit-remaining-tokens"));
    large.leave(150);
    assertEquals(new Problem.RateLimited("tokens", 100, 61), refused(gate, who("alice"), 1));
  }

  @Test
  void whatIsRefusedTakesNothing() {
    Gate gate = gate(10, 100, 1);
    Gate.Pass pass = enter(gate, who("alice"), 10);
    for (int i = 0; i < 50; i++) {
      refused(gate, who("alice"), 10);
    }
    pass.leave(10);
    Map<String, String> headers = enter(gate, who("alice"), 10).headers();
    assertEquals("8", headers.get("x-ratelimit-remaining-requests"));
    assertEquals("80", headers.get("x-ratelimit-remaining-tokens"));
  }

  @Test
  void keyOwnerAndGroupEachHaveTheirOwn() {
    Gate gate = gate(new TestLimits(5, 0, 0, Map.of("team", new TestLimits.OfGroup(6, 0, 0))));
    Allowance two = new Allowance(new Allowance.Limits(2, 0, 0), List.of());
    enter(gate, withKey("one", two), 1);
    enter(gate, withKey("one", two), 1);
    assertEquals(new Problem.RateLimited("requests", 2, 61), refused(gate, withKey("one", two), 1));
    for (int i = 0; i < 2; i++) {
      enter(gate, withKey("two", two), 1);
    }
    enter(gate, who("alice"), 1);
    assertEquals(new Problem.RateLimited("requests", 5, 61), refused(gate, who("alice"), 1));
    for (int i = 0; i < 6; i++) {
      enter(gate, who("member" + i, "team"), 1);
    }
    assertEquals(new Problem.RateLimited("requests", 6, 61), refused(gate, who("bob", "team"), 1));
    enter(gate, who("bob"), 1);
  }

  private static Allowance budget(String spent) {
    return new Allowance(
        new Allowance.Limits(0, 0, 0),
        List.of(
            new Allowance.Budget("this user", new BigDecimal("100"), BigDecimal.ONE),
            new Allowance.Budget("this key", new BigDecimal("10"), new BigDecimal(spent))));
  }

  @Test
  void aBudgetWarnsFromFourFifthsOnAndEnds() {
    Gate gate = gate(0, 0, 1);
    assertEquals(Map.of(), enter(gate, withKey("a", budget("7.99")), 1).headers());
    Gate other = gate(0, 0, 0);
    assertEquals(
        "80 % of the budget of this key (10.00 EUR) are spent.",
        enter(other, withKey("a", budget("8.00")), 1).headers().get("x-corral-budget-warning"));
    enter(other, withKey("a", budget("9.99")), 1);
    assertEquals(
        new Problem.BudgetSpent("this key"), refused(other, withKey("a", budget("10")), 1));
    assertEquals(
        new Problem.BudgetSpent("this key"), refused(other, withKey("a", budget("1e9")), 1));
    assertEquals(List.of("budget", "budget"), refusals);
  }
}
