package dev.corral.local.kubernetes.api;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/// Durations the way kubectl prints them: short, and coarser the longer they are.
final class Age {
  private Age() {}

  /// The time since an RFC 3339 time; `<unknown>` when it is none.
  static String since(String time, Instant now) {
    if (time.isEmpty()) {
      return "<unknown>";
    }
    try {
      return text(Duration.between(OffsetDateTime.parse(time).toInstant(), now));
    } catch (DateTimeException e) {
      return "<invalid>";
    }
  }

  static String text(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    long minutes = seconds / 60;
    long hours = minutes / 60;
    long days = hours / 24;
    if (seconds < 120) {
      return seconds + "s";
    }
    if (minutes < 10) {
      return two(minutes, "m", seconds % 60, "s");
    }
    if (hours < 3) {
      return minutes + "m";
    }
    if (hours < 8) {
      return two(hours, "h", minutes % 60, "m");
    }
    if (hours < 48) {
      return hours + "h";
    }
    return days < 8 ? two(days, "d", hours % 24, "h") : days < 730 ? days + "d" : days / 365 + "y";
  }

  private static String two(long big, String bigUnit, long small, String smallUnit) {
    return small == 0 ? big + bigUnit : big + bigUnit + small + smallUnit;
  }
}
