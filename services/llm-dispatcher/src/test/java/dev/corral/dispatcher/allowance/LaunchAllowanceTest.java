package dev.corral.dispatcher.allowance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// So many within any hour, and a wait that is neither too short nor forever.
class LaunchAllowanceTest {
  private static final Instant T0 = Instant.parse("2026-11-20T10:00:00Z");

  private final MemoryCounts counts = new MemoryCounts();
  private Instant now = T0;
  private final LaunchAllowance allowance = new LaunchAllowance(counts, 30, clock(() -> now));

  @Test
  void thirtyAnHourAndThenAWaitThatIsEnough() {
    for (int i = 0; i < 30; i++) {
      assertThat(allowance.take("alice")).isInstanceOf(LaunchAllowance.Granted.class);
    }
    Duration wait = refusal("alice");
    assertThat(wait).isBetween(Duration.ofMinutes(60), Duration.ofMinutes(63));
    assertThat(allowance.take("bob")).isInstanceOf(LaunchAllowance.Granted.class);
    now = now.plus(wait).minusSeconds(2);
    refusal("alice");
    now = now.plusSeconds(2);
    assertThat(allowance.take("alice")).isInstanceOf(LaunchAllowance.Granted.class);
  }

  @Test
  void whatCameToNothingIsNotCounted() {
    for (int i = 0; i < 100; i++) {
      var granted = (LaunchAllowance.Granted) allowance.take("alice");
      allowance.giveBack(granted.counted().orElseThrow());
    }
    assertThat(counts.all()).isZero();
  }

  @Test
  void zeroIsNoLimit() {
    var free = new LaunchAllowance(counts, 0, clock(() -> now));
    for (int i = 0; i < 1000; i++) {
      assertThat(free.take("alice")).isInstanceOf(LaunchAllowance.Granted.class);
    }
    assertThat(counts.all()).isZero();
    assertThatThrownBy(() -> new LaunchAllowance(counts, -1, clock(() -> now)))
        .hasMessageContaining("corral.launch.per-hour");
  }

  /// A loop of launches over a day: never more than the limit within a clock hour, never twice of
  /// it within any hour, and after each told wait one more is granted.
  @Test
  void aLoopOfLaunchesIsHeldToTheLimit() {
    var random = new Random(7);
    var granted = new ArrayList<Instant>();
    while (now.isBefore(T0.plus(Duration.ofDays(1)))) {
      switch (allowance.take("mallory")) {
        case LaunchAllowance.Granted g -> granted.add(now);
        case LaunchAllowance.Refused refused -> {
          now = now.plus(refused.pause());
          assertThat(allowance.take("mallory")).isInstanceOf(LaunchAllowance.Granted.class);
          granted.add(now);
        }
      }
      now = now.plusSeconds(random.nextInt(120));
    }
    for (Instant end : granted) {
      assertThat(within(granted, end)).isLessThanOrEqualTo(45);
    }
    assertThat(granted.size()).isBetween(24 * 25, 24 * 31);
  }

  private static long within(List<Instant> granted, Instant end) {
    Instant begin = end.minus(Duration.ofHours(1));
    return granted.stream().filter(at -> at.isAfter(begin) && !at.isAfter(end)).count();
  }

  private Duration refusal(String who) {
    return ((LaunchAllowance.Refused) allowance.take(who)).pause();
  }

  private static Clock clock(InstantSource source) {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return source.instant();
      }
    };
  }
}
