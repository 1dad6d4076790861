package dev.corral.proxy.limit;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// A minute that moves along, in steps of a second: what was taken in the second that is just
/// leaving still counts as a whole, so no minute ever has more than the limit. The same arithmetic
/// runs in Redis as `limits.lua`.
final class SlidingWindow {
  /// Seconds that count beside the present one.
  static final int SECONDS = 60;

  private static final long MILLIS = 1000;

  private final TreeMap<Long, Long> taken = new TreeMap<>();

  static long second(long nowMillis) {
    return Math.floorDiv(nowMillis, MILLIS);
  }

  /// What the present minute has.
  long used(long nowMillis) {
    return counting(nowMillis).values().stream().mapToLong(Long::longValue).sum();
  }

  private SortedMap<Long, Long> counting(long nowMillis) {
    return taken.tailMap(second(nowMillis) - SECONDS);
  }

  /// Milliseconds until so much more can be taken; 0 is now.
  long waitMillis(long nowMillis, long limit, long amount) {
    long left = used(nowMillis);
    long wait = 0;
    for (Map.Entry<Long, Long> second : counting(nowMillis).entrySet()) {
      if (left + amount <= limit) {
        break;
      }
      left -= second.getValue();
      wait = gone(second.getKey()) - nowMillis;
    }
    return wait;
  }

  /// When a second does not count any more.
  private static long gone(long second) {
    return (second + SECONDS + 1) * MILLIS;
  }

  /// Takes more.
  void take(long nowMillis, long amount) {
    taken.headMap(second(nowMillis) - SECONDS).clear();
    taken.merge(second(nowMillis), amount, Long::sum);
  }

  /// Corrects what was taken in a second, if it still counts.
  void correct(long second, long difference) {
    taken.computeIfPresent(second, (key, amount) -> Math.max(0, amount + difference));
  }

  /// Milliseconds until nothing counts any more.
  long resetMillis(long nowMillis) {
    return taken.isEmpty() ? 0 : Math.max(0, gone(taken.lastKey()) - nowMillis);
  }
}
