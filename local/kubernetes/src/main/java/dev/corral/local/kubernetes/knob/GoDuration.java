package dev.corral.local.kubernetes.knob;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as Go writes them: `300ms`, `1h30m`, `0`.
public final class GoDuration {
  private static final Pattern WHOLE = Pattern.compile("(?:\\d{1,9}(?:\\.\\d{1,9})?(?:ms|s|m|h))+");
  private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|s|m|h)");

  private GoDuration() {}

  /// The duration, unless the text is something else (such as `Never`).
  public static Optional<Duration> parse(String text) {
    if (text.strip().equals("0")) {
      return Optional.of(Duration.ZERO);
    }
    if (!WHOLE.matcher(text.strip()).matches()) {
      return Optional.empty();
    }
    Matcher parts = PART.matcher(text);
    Duration sum = Duration.ZERO;
    while (parts.find()) {
      sum = sum.plus(part(new BigDecimal(parts.group(1)), parts.group(2)));
    }
    return Optional.of(sum);
  }

  private static Duration part(BigDecimal amount, String unit) {
    long millis =
        switch (unit) {
          case "ms" -> 1;
          case "s" -> 1_000;
          case "m" -> 60_000;
          default -> 3_600_000;
        };
    return Duration.ofMillis(amount.multiply(BigDecimal.valueOf(millis)).longValue());
  }
}
