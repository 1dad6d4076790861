package dev.corral.metrics.ledger;

import dev.corral.metrics.ledger.Subject.Kind;
import dev.corral.metrics.ledger.Subject.State;
import java.util.Collection;
import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Sums over the books.
public final class Totals {

  private Totals() {}

  /// How many of the subjects of a kind that an audience sees stand where; every state is there.
  public static Map<State, Long> states(
      Collection<Subject> subjects, Kind kind, Audience audience) {
    var counts = new EnumMap<State, Long>(State.class);
    for (var state : State.values()) {
      counts.put(state, 0L);
    }
    subjects.stream()
        .filter(it -> it.kind() == kind && audience.sees(it))
        .forEach(it -> counts.merge(it.state(), 1L, Long::sum));
    return counts;
  }

  /// The accounts added up by one of their properties.
  public static SortedMap<String, Rollup> by(
      Function<RollupKey, String> property, Map<RollupKey, Rollup> rollups) {
    var sums = new TreeMap<String, Rollup>();
    rollups.forEach((key, rollup) -> sums.merge(property.apply(key), rollup, Rollup::plus));
    return sums;
  }

  /// All accounts added up.
  public static Rollup of(Collection<Rollup> rollups) {
    return rollups.stream().reduce(Rollup.NONE, Rollup::plus);
  }
}
