package dev.corral.metrics.ledger;

import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;

/// A histogram of durations with fixed buckets up to twenty minutes, so that two of them always add
/// up.
///
/// @param buckets how many durations fell into each bucket, by its number; empty buckets are absent
/// @param sumMs the durations' sum
public record Distribution(SortedMap<Integer, Long> buckets, long sumMs) {

  /// The buckets' upper bounds, inclusive. Accounts store their numbers, so they never change.
  static final List<Long> BOUNDS_MS =
      List.of(
          0L,
          1L,
          2L,
          5L,
          10L,
          20L,
          35L,
          50L,
          75L,
          100L,
          150L,
          200L,
          300L,
          400L,
          500L,
          750L,
          1_000L,
          1_500L,
          2_000L,
          3_000L,
          4_000L,
          5_000L,
          7_500L,
          10_000L,
          15_000L,
          20_000L,
          30_000L,
          45_000L,
          60_000L,
          90_000L,
          120_000L,
          180_000L,
          300_000L,
          600_000L,
          1_200_000L);

  /// How many buckets there are; the last one has no upper bound.
  public static final int BUCKETS = BOUNDS_MS.size() + 1;

  /// No durations.
  public static final Distribution EMPTY = new Distribution(new TreeMap<>(), 0);

  /// Copies what it is given.
  public Distribution {
    buckets = Collections.unmodifiableSortedMap(new TreeMap<>(buckets));
  }

  /// The distribution of one duration, or of none.
  public static Distribution of(OptionalLong ms) {
    if (ms.isEmpty()) {
      return EMPTY;
    }
    var one = new TreeMap<Integer, Long>();
    one.put(bucketOf(ms.getAsLong()), 1L);
    return new Distribution(one, ms.getAsLong());
  }

  /// Both together.
  public Distribution plus(Distribution other) {
    var sum = new TreeMap<>(buckets);
    other.buckets.forEach((bucket, count) -> sum.merge(bucket, count, Long::sum));
    return new Distribution(sum, sumMs + other.sumMs);
  }

  /// How many durations there are.
  public long count() {
    return buckets.values().stream().mapToLong(Long::longValue).sum();
  }

  /// Their mean, which is exact.
  public OptionalDouble average() {
    var count = count();
    return count == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) sumMs / count);
  }

  /// The duration that the given share of them does not exceed, interpolated inside its bucket.
  public OptionalDouble quantile(double share) {
    var rank = share * count();
    var below = 0L;
    for (var bucket : buckets.entrySet()) {
      if (below + bucket.getValue() >= rank) {
        return OptionalDouble.of(interpolate(bucket.getKey(), (rank - below) / bucket.getValue()));
      }
      below += bucket.getValue();
    }
    return OptionalDouble.empty();
  }

  private static double interpolate(int bucket, double share) {
    var lower = bucket == 0 ? 0 : BOUNDS_MS.get(bucket - 1);
    var upper = BOUNDS_MS.get(Math.min(bucket, BOUNDS_MS.size() - 1));
    return lower + share * (upper - lower);
  }

  private static int bucketOf(long ms) {
    var found = Collections.binarySearch(BOUNDS_MS, ms);
    return found >= 0 ? found : -found - 1;
  }
}
