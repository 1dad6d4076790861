package dev.corral.gateway.usage;

import dev.corral.gateway.metering.Metering.Span;
import dev.corral.gateway.problem.Problem;
import dev.corral.gateway.problem.ProblemException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The period of a report, from query parameters that may be absent or nonsense.
final class Period {
  private static final Duration DEFAULT = Duration.ofDays(1);
  private static final Duration LONGEST = Duration.ofDays(400);

  private Period() {}

  static Span of(@Nullable String from, @Nullable String to, Instant now) {
    Instant end = to == null ? now : parse("to", to);
    Instant start = from == null ? end.minus(DEFAULT) : parse("from", from);
    if (!start.isBefore(end)) {
      throw new ProblemException(new Problem.InvalidField("from", "must be before to"));
    }
    if (start.plus(LONGEST).isBefore(end)) {
      throw new ProblemException(new Problem.InvalidField("from", "must be within 400 days of to"));
    }
    return new Span(start, end);
  }

  private static Instant parse(String field, String value) {
    try {
      Instant parsed = Instant.parse(value);
      if (parsed.isAfter(Instant.EPOCH) && parsed.isBefore(Instant.parse("2200-01-01T00:00:00Z"))) {
        return parsed;
      }
    } catch (DateTimeException e) {
      // answered below, together with instants no report can be about
    }
    throw new ProblemException(
        new Problem.InvalidField(field, "must be an instant such as 2026-11-20T20:00:00Z"));
  }
}
