package dev.corral.proxy.job;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class JobTaskTest {
  private static final Duration LIFE = Duration.ofSeconds(300);

  @Test
  void thePauseIsAtLeastWhatWasAskedFor() {
    assertEquals(Duration.ofSeconds(1), JobTask.pause(Duration.ofSeconds(1), 1, LIFE));
    assertEquals(Duration.ofSeconds(60), JobTask.pause(Duration.ofSeconds(60), 9, LIFE));
  }

  @Test
  void aJobThatIsRepeatedUntilItsEndIsNotTakenForPoison() {
    int runs = 0;
    for (Duration at = Duration.ZERO; at.compareTo(LIFE) < 0; runs++) {
      at = at.plus(JobTask.pause(Duration.ofSeconds(1), runs + 1, LIFE));
    }
    assertTrue(runs < 20, "runs " + runs);
  }
}
