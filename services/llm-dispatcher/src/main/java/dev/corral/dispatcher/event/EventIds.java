package dev.corral.dispatcher.event;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.random.RandomGenerator;

/// ULIDs that only ever grow, also within a millisecond, over a clock that steps back, and over a
/// restart once [#continueAfter] has been told the last id in use.
public final class EventIds {
  private static final char[] CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
  private static final int RANDOM_DIGITS = 16;
  private static final int TIME_DIGITS = 10;
  private static final int LENGTH = TIME_DIGITS + RANDOM_DIGITS;

  private final Clock clock;
  private final RandomGenerator random;
  private String last = "0".repeat(LENGTH);

  public EventIds(Clock clock) {
    this(clock, new SecureRandom());
  }

  EventIds(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /// True for text in the form of an id.
  public static boolean isId(String text) {
    return text.matches("[0-7][0-9A-HJKMNP-TV-Z]{25}");
  }

  /// Makes every later id greater than `id`.
  public synchronized void continueAfter(String id) {
    if (id.compareTo(last) > 0) {
      last = id;
    }
  }

  /// The next id.
  public synchronized String next() {
    String fresh = fresh();
    last = fresh.compareTo(last) > 0 ? fresh : successor(last);
    return last;
  }

  private String fresh() {
    var digits = new char[LENGTH];
    long millis = clock.millis();
    for (int i = TIME_DIGITS - 1; i >= 0; i--) {
      digits[i] = CROCKFORD[(int) (millis & 31)];
      millis >>>= 5;
    }
    for (int i = TIME_DIGITS; i < LENGTH; i++) {
      digits[i] = CROCKFORD[random.nextInt(32)];
    }
    return new String(digits);
  }

  private static String successor(String id) {
    char[] digits = id.toCharArray();
    for (int i = digits.length - 1; i >= 0; i--) {
      int value = new String(CROCKFORD).indexOf(digits[i]);
      if (value < 31) {
        digits[i] = CROCKFORD[value + 1];
        return new String(digits);
      }
      digits[i] = CROCKFORD[0];
    }
    throw new IllegalStateException("no id is left");
  }
}
