package dev.corral.dispatcher.plan;

import java.time.Duration;
import java.util.Locale;

/// Writes times as specs do: `5m`, `1h30m`.
final class SpecText {
  private SpecText() {}

  static String of(Duration duration) {
    return duration.toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
