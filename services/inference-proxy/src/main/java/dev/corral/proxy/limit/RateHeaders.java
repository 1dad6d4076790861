package dev.corral.proxy.limit;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// The headers that OpenAI's clients know, for the tightest of the limits of each unit.
final class RateHeaders {
  private static final long MILLIS = 1000;

  private RateHeaders() {}

  static void write(List<Entry.Standing> standings, Map<String, String> headers) {
    for (Unit unit : List.of(Unit.REQUESTS, Unit.TOKENS)) {
      standings.stream()
          .filter(standing -> standing.claim().unit() == unit)
          .min(Comparator.comparingLong(Entry.Standing::remaining))
          .ifPresent(tightest -> {
            headers.put("x-ratelimit-limit-" + unit.id(), Long.toString(tightest.claim().limit()));
            headers.put("x-ratelimit-remaining-" + unit.id(), Long.toString(tightest.remaining()));
            headers.put("x-ratelimit-reset-" + unit.id(), seconds(tightest.resetMillis()) + "s");
          });
    }
  }

  /// Whole seconds, never too few.
  static long seconds(long millis) {
    return Math.ceilDiv(millis, MILLIS);
  }
}
