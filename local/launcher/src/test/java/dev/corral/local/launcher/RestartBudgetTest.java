package dev.corral.local.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RestartBudgetTest {
  private static final Instant START = Instant.parse("2026-11-20T20:00:00Z");

  private final RestartBudget budget = new RestartBudget();

  private Optional<Duration> dieAfter(long seconds) {
    return budget.pauseAfterDeath(START, START.plusSeconds(seconds));
  }

  @Test
  void pausesDouble() {
    assertEquals(Duration.ofMillis(250), dieAfter(1).orElseThrow());
    assertEquals(Duration.ofMillis(500), dieAfter(1).orElseThrow());
    assertEquals(Duration.ofMillis(1000), dieAfter(1).orElseThrow());
  }

  @Test
  void givesUpAfterManyQuickDeaths() {
    for (int death = 1; death <= 6; death++) {
      assertTrue(dieAfter(1).isPresent());
    }
    assertTrue(dieAfter(1).isEmpty());
  }

  @Test
  void aSteadyLifeForgivesEarlierDeaths() {
    for (int death = 1; death <= 6; death++) {
      dieAfter(1);
    }
    assertEquals(Duration.ofMillis(250), dieAfter(31).orElseThrow());
  }
}
