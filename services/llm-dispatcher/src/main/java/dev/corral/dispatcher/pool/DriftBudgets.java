package dev.corral.dispatcher.pool;

import dev.corral.dispatcher.pool.NodePoolSpec.Budget;
import dev.corral.dispatcher.resource.DriftWindow;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Turns the window in which drifted nodes may be replaced into what Karpenter understands: times
/// in which they may not.
final class DriftBudgets {
  private static final DriftWindow AT_NIGHT = new DriftWindow(null, "02:00", 4);
  private static final int DAY = (int) Duration.ofDays(1).toMinutes();
  private static final int WEEK = 7 * DAY;
  private static final List<String> DRIFTED = List.of("Drifted");

  private DriftBudgets() {}

  /// The budgets: idle nodes may all go, others one at a time, drifted ones only in the window.
  static List<Budget> of(@Nullable DriftWindow wanted) {
    var budgets = new ArrayList<Budget>();
    budgets.add(new Budget("100%", List.of("Empty"), null, null));
    budgets.add(new Budget("1", List.of("Drifted", "Underutilized"), null, null));
    closed(wanted == null ? AT_NIGHT : wanted)
        .forEach((times, days) ->
            budgets.add(new Budget("0", DRIFTED, times.schedule(days), times.duration())));
    return List.copyOf(budgets);
  }

  /// When the window is closed: at which time of day that begins, for how long, on which days.
  private static Map<Closed, TreeSet<Integer>> closed(DriftWindow window) {
    List<Integer> openings = openings(window);
    var closed = new TreeMap<Closed, TreeSet<Integer>>();
    for (int i = 0; i < openings.size(); i++) {
      int end = openings.get(i) + window.hours() * (DAY / 24);
      int next = i + 1 < openings.size() ? openings.get(i + 1) : openings.getFirst() + WEEK;
      if (next > end) {
        int dayOfWeek = end / DAY % 7;
        closed
            .computeIfAbsent(new Closed(end % DAY, next - end), ignored -> new TreeSet<>())
            .add(dayOfWeek);
      }
    }
    return closed;
  }

  /// Minutes since the beginning of Sunday, as cron counts days.
  private static List<Integer> openings(DriftWindow window) {
    int from = LocalTime.parse(window.from()).toSecondOfDay() / 60;
    Stream<DayOfWeek> days =
        window.days() == null
            ? Stream.of(DayOfWeek.values())
            : window.days().stream().map(day -> DayOfWeek.of(day.ordinal() + 1));
    return days.map(day -> day.getValue() % 7 * DAY + from).sorted().toList();
  }

  private record Closed(int minuteOfDay, int minutes) implements Comparable<Closed> {
    String schedule(TreeSet<Integer> days) {
      String on =
          days.size() == 7
              ? "*"
              : days.stream().map(String::valueOf).collect(Collectors.joining(","));
      return "%d %d * * %s".formatted(minuteOfDay % 60, minuteOfDay / 60, on);
    }

    String duration() {
      return minutes % 60 == 0 ? minutes / 60 + "h" : minutes / 60 + "h" + minutes % 60 + "m";
    }

    @Override
    public int compareTo(Closed other) {
      return minuteOfDay == other.minuteOfDay
          ? Integer.compare(minutes, other.minutes)
          : Integer.compare(minuteOfDay, other.minuteOfDay);
    }
  }
}
