package dev.corral.proxy.endpoint;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// How long a model may stay unused before it goes idle, like `5m`, `90s` or `1h30m`; from 10
/// seconds to 24 hours, which are the dispatcher's own bounds.
///
/// @param text as it was said
public record IdleTimeout(String text, Duration time) {
  private static final Pattern RULE = Pattern.compile("(\\d+h)?(\\d+m)?(\\d+s)?");
  private static final int LONGEST_TEXT = 9;
  private static final Duration SHORTEST = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofHours(24);

  /// Reads it; empty if it breaks the rule.
  public static Optional<IdleTimeout> of(String text) {
    if (text.length() < 2 || text.length() > LONGEST_TEXT || !RULE.matcher(text).matches()) {
      return Optional.empty();
    }
    Duration time = Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    return time.compareTo(SHORTEST) < 0 || time.compareTo(LONGEST) > 0
        ? Optional.empty()
        : Optional.of(new IdleTimeout(text, time));
  }

  /// Whether both mean the same time, however it was said.
  public boolean same(IdleTimeout other) {
    return time.equals(other.time);
  }
}
