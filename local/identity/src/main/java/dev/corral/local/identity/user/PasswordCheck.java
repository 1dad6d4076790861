package dev.corral.local.identity.user;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Compares passwords. After five wrong ones in a row a name has to wait: one second, then twice as
/// long with each further attempt, a minute at most. Unknown names are treated alike.
public final class PasswordCheck {
  private static final int FREE_ATTEMPTS = 5;
  private static final int MAX_NAMES = 1000;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final UserDirectory users;
  private final Clock clock;
  private final Map<String, Failures> failures = new LinkedHashMap<>();

  public PasswordCheck(UserDirectory users, Clock clock) {
    this.users = users;
    this.clock = clock;
  }

  /// What came of an attempt.
  public sealed interface Result {
    record Accepted(User user) implements Result {}

    record Rejected() implements Result {}

    record LockedOut(Duration delay) implements Result {}
  }

  private record Failures(int count, Instant lockedUntil) {}

  public synchronized Result check(String name, String password) {
    var now = clock.instant();
    var earlier = failures.getOrDefault(name, new Failures(0, Instant.MIN));
    if (now.isBefore(earlier.lockedUntil())) {
      return new Result.LockedOut(Duration.between(now, earlier.lockedUntil()));
    }
    var user = users.find(name);
    var matches = equal(user.map(User::password).orElse(""), password);
    if (user.isPresent() && matches) {
      failures.remove(name);
      return new Result.Accepted(user.get());
    }
    remember(name, earlier.count() + 1, now);
    return new Result.Rejected();
  }

  private void remember(String name, int count, Instant now) {
    if (failures.size() >= MAX_NAMES && !failures.containsKey(name)) {
      failures.remove(failures.keySet().iterator().next());
    }
    failures.put(name, new Failures(count, now.plus(waitAfter(count))));
  }

  private static Duration waitAfter(int count) {
    if (count < FREE_ATTEMPTS) {
      return Duration.ZERO;
    }
    var doubled = Duration.ofSeconds(1L << Math.min(count - FREE_ATTEMPTS, 6));
    return doubled.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : doubled;
  }

  private static boolean equal(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
