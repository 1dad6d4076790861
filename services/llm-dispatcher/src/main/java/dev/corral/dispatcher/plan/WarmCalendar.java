package dev.corral.dispatcher.plan;

import dev.corral.dispatcher.resource.WarmWindow;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// When a model is kept running by the calendar. Times are of the clock on the wall: a window keeps
/// its hours when daylight saving begins or ends, a time that is skipped counts from the next that
/// exists.
final class WarmCalendar {
  private static final int DAYS_AHEAD = 8;

  private WarmCalendar() {}

  /// One occurrence of a window.
  record Occurrence(Instant from, Instant to) {
    boolean contains(Instant now) {
      return !now.isBefore(from) && now.isBefore(to);
    }
  }

  /// The occurrence that holds now, the one that ends last when there are several.
  static Optional<Occurrence> at(List<WarmWindow> windows, Instant now) {
    return occurrences(windows, now)
        .filter(occurrence -> occurrence.contains(now))
        .max(Comparator.comparing(Occurrence::to));
  }

  /// When the next occurrence begins.
  static Optional<Instant> next(List<WarmWindow> windows, Instant now) {
    return occurrences(windows, now)
        .map(Occurrence::from)
        .filter(from -> from.isAfter(now))
        .min(Comparator.naturalOrder());
  }

  private static Stream<Occurrence> occurrences(List<WarmWindow> windows, Instant now) {
    return windows.stream().flatMap(window -> occurrences(window, now));
  }

  private static Stream<Occurrence> occurrences(WarmWindow window, Instant now) {
    return zone(window).stream()
        .flatMap(zone -> {
          LocalDate yesterday = now.atZone(zone).toLocalDate().minusDays(1);
          return IntStream.rangeClosed(0, DAYS_AHEAD)
              .mapToObj(yesterday::plusDays)
              .filter(day -> startsOn(window, day.getDayOfWeek()))
              .map(day -> occurrence(window, day, zone));
        });
  }

  private static Occurrence occurrence(WarmWindow window, LocalDate day, ZoneId zone) {
    LocalTime from = LocalTime.parse(window.from());
    LocalTime to = LocalTime.parse(window.to());
    LocalDate end = to.isAfter(from) ? day : day.plusDays(1);
    return new Occurrence(
        ZonedDateTime.of(day, from, zone).toInstant(), ZonedDateTime.of(end, to, zone).toInstant());
  }

  private static boolean startsOn(WarmWindow window, DayOfWeek day) {
    return window.days().stream().anyMatch(d -> d.ordinal() == day.ordinal());
  }

  /// What names no time zone never applies; the API refuses it, kubectl cannot.
  private static Optional<ZoneId> zone(WarmWindow window) {
    try {
      return Optional.of(ZoneId.of(window.zone()));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
