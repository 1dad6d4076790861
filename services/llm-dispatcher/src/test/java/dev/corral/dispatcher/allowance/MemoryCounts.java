package dev.corral.dispatcher.allowance;

import java.util.HashMap;
import java.util.Map;

/// Counts in memory, with the table's conditions.
public final class MemoryCounts implements LaunchCounts {
  private final Map<String, Integer> counts = new HashMap<>();

  @Override
  public synchronized int of(String principal, long hour) {
    return counts.getOrDefault(principal + "#" + hour, 0);
  }

  @Override
  public synchronized boolean add(String principal, long hour, int most) {
    boolean fits = of(principal, hour) < most;
    if (fits) {
      counts.merge(principal + "#" + hour, 1, Integer::sum);
    }
    return fits;
  }

  @Override
  public synchronized void subtract(String principal, long hour) {
    counts.computeIfPresent(principal + "#" + hour, (key, count) -> Math.max(0, count - 1));
  }

  /// How many launches are counted in all.
  public synchronized int all() {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }
}
