package dev.corral.proxy.image;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.UUID;
import java.util.regex.Pattern;

/// Ids of stored pictures: UUIDs of version 8 that begin with the time left until the year 10889,
/// so that S3, which lists keys in order, lists the newest first.
final class ImageIds {
  private static final long LAST_MILLIS = (1L << 48) - 1;
  private static final long VERSION = 0x8000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;
  private static final Pattern FORM =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  ImageIds(Clock clock) {
    this.clock = clock;
  }

  String next() {
    long left = LAST_MILLIS - clock.millis();
    long high = (left << 16) | VERSION | (random.nextLong() & 0xfff);
    long low = (random.nextLong() >>> 2) | VARIANT;
    return new UUID(high, low).toString();
  }

  static boolean valid(String id) {
    return FORM.matcher(id).matches();
  }
}
