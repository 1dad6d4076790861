package dev.corral.dispatcher.allowance;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// How many launches one principal may start within any hour. What was started in the hour before
/// counts by the share of it that is not over yet.
public final class LaunchAllowance {
  private static final long HOUR = Duration.ofHours(1).toSeconds();

  private final LaunchCounts counts;
  private final int perHour;
  private final Clock clock;

  /// @param perHour 0 for as many as anybody likes
  public LaunchAllowance(LaunchCounts counts, int perHour, Clock clock) {
    if (perHour < 0) {
      throw new IllegalArgumentException("corral.launch.per-hour must not be below 0");
    }
    this.counts = counts;
    this.perHour = perHour;
    this.clock = clock;
  }

  /// The answer to who wants to start one.
  public sealed interface Verdict {}

  /// It may be started.
  public record Granted(Optional<Counted> counted) implements Verdict {}

  /// It may not, before that much time has passed.
  public record Refused(Duration pause) implements Verdict {}

  /// One launch that was counted.
  public record Counted(String principal, long hour) {}

  /// Counts a launch if the principal may start one.
  public Verdict take(String principal) {
    if (perHour == 0) {
      return new Granted(Optional.empty());
    }
    long now = clock.instant().getEpochSecond();
    long hour = now / HOUR;
    long left = HOUR - now % HOUR;
    int before = counts.of(principal, hour - 1);
    int most = perHour - (int) Math.ceilDiv(before * left, HOUR);
    if (most > 0 && counts.add(principal, hour, most)) {
      return new Granted(Optional.of(new Counted(principal, hour)));
    }
    return new Refused(Duration.ofSeconds(pause(before, counts.of(principal, hour), left)));
  }

  /// What was counted came to nothing.
  public void giveBack(Counted counted) {
    counts.subtract(counted.principal(), counted.hour());
  }

  /// How many a principal may start within an hour.
  public int perHour() {
    return perHour;
  }

  private long pause(int before, int current, long left) {
    long seconds =
        current < perHour
            ? left - share(perHour - 1 - current, before)
            : left + HOUR - share(perHour - 1, current);
    return Math.max(1, seconds);
  }

  /// How much of an hour may be left for that many of `all` to count.
  private static long share(int some, int all) {
    return all == 0 ? HOUR : Math.min(HOUR, some * HOUR / all);
  }
}
