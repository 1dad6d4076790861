package dev.corral.proxy.limit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// No minute has more than the limit, and whoever waits as long as told is admitted.
class SlidingWindowTest {
  private static final long MINUTE = 60_000;

  private record Taken(long at, long amount) {}

  @Property(tries = 300)
  void noMinuteHasMoreThanTheLimitAndWaitingHelps(
      @ForAll @IntRange(min = 1, max = 50) int limit,
      @ForAll @IntRange(min = 1, max = 20_000) int pause,
      @ForAll long seed) {
    Random random = new Random(seed);
    SlidingWindow window = new SlidingWindow();
    List<Taken> all = new ArrayList<>();
    long now = 1_000_000_000L + random.nextInt(1000);
    for (int i = 0; i < 200; i++) {
      now += random.nextInt(pause);
      long amount = 1 + random.nextInt(limit);
      long wait = window.waitMillis(now, limit, amount);
      if (wait > 0) {
        assertTrue(window.waitMillis(now + wait - 1, limit, amount) > 0, "told to wait too long");
        if (random.nextInt(4) > 0) {
          continue;
        }
        now += wait;
        assertEquals(0, window.waitMillis(now, limit, amount), "waiting did not help");
      }
      window.take(now, amount);
      all.add(new Taken(now, amount));
      long end = now;
      long inMinute =
          all.stream().filter(one -> one.at() > end - MINUTE).mapToLong(Taken::amount).sum();
      assertTrue(inMinute <= limit, inMinute + " of " + limit + " within a minute");
    }
  }

  @Property(tries = 200)
  void whatWasNotUsedIsGivenBackAndNothingElse(
      @ForAll @IntRange(min = 1, max = 100) int reserved,
      @ForAll @IntRange(min = 0, max = 100) int used) {
    SlidingWindow window = new SlidingWindow();
    long now = 5_000;
    window.take(now, 7);
    window.take(now + 1000, reserved);
    window.correct(SlidingWindow.second(now + 1000), used - reserved);
    assertEquals(7 + used, window.used(now + 1000));
    window.correct(SlidingWindow.second(now) - 90, 1000);
    assertEquals(7 + used, window.used(now + 1000), "a second that is gone is gone");
    assertEquals(61_000, window.resetMillis(now + 1000));
    assertEquals(used, window.used(now + 61_000));
    assertEquals(0, window.used(now + 62_000));
    assertEquals(0, window.resetMillis(now + 62_000));
  }
}
