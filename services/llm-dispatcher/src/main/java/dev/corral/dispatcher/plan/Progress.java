package dev.corral.dispatcher.plan;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// How much of the weights is there, in bytes, as the container `weights` reports it.
public record Progress(long completed, long total) {
  private static final Pattern LINE =
      Pattern.compile("(?m)^corral-progress ([0-9]{1,18}) ([0-9]{1,18})\\s*$");
  private static final double GIGABYTE = 1e9;
  private static final double MEGABYTE = 1e6;

  /// The last report in a log.
  public static Optional<Progress> last(String log) {
    return LINE.matcher(log)
        .results()
        .reduce((earlier, later) -> later)
        .map(Progress::of)
        .filter(progress -> progress.total > 0);
  }

  private static Progress of(MatchResult line) {
    long total = Long.parseLong(line.group(2));
    return new Progress(Math.min(Long.parseLong(line.group(1)), total), total);
  }

  /// What a person reads.
  String sentence() {
    long percent = Math.min(100, Math.round(completed * 100.0 / total));
    return "The weights are being loaded: "
        + size(completed)
        + " of "
        + size(total)
        + " ("
        + percent
        + " %).";
  }

  private static String size(long bytes) {
    return bytes >= GIGABYTE
        ? String.format(Locale.ROOT, "%.1f GB", bytes / GIGABYTE)
        : String.format(Locale.ROOT, "%.0f MB", bytes / MEGABYTE);
  }
}
