package dev.corral.gateway.live;

import java.time.Instant;
import java.util.regex.Pattern;

/// ULIDs as positions in time.
final class UlidFloor {
  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final Pattern PATTERN = Pattern.compile("[0-7][0-9A-HJKMNP-TV-Z]{25}");
  private static final int TIME_LENGTH = 10;
  private static final int RANDOM_LENGTH = 16;

  private UlidFloor() {}

  /// The smallest ULID of that millisecond.
  static String at(Instant instant) {
    long millis = instant.toEpochMilli();
    char[] time = new char[TIME_LENGTH];
    for (int i = TIME_LENGTH - 1; i >= 0; i--) {
      time[i] = ALPHABET.charAt((int) (millis & 31));
      millis >>>= 5;
    }
    return new String(time) + "0".repeat(RANDOM_LENGTH);
  }

  static boolean isUlid(String text) {
    return PATTERN.matcher(text).matches();
  }
}
