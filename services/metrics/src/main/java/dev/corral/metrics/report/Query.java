package dev.corral.metrics.report;

import dev.corral.metrics.ledger.Audience;
import dev.corral.metrics.ledger.Period;
import dev.corral.metrics.problem.Problem.FieldError;
import dev.corral.metrics.problem.Problem.InvalidFields;
import dev.corral.metrics.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads a request's parameters. A parameter that is there but empty is wrong, never "everything".
final class Query {

  static final Duration DEFAULT_LENGTH = Duration.ofHours(24);
  static final Duration LONGEST = Duration.ofDays(92);

  private static final int LONGEST_NAME = 256;
  private static final int MOST_GROUPS = 200;

  private final Instant now;
  private final List<FieldError> errors = new ArrayList<>();

  /// @param now where a period ends that does not say
  Query(Instant now) {
    this.now = now;
  }

  Period period(@Nullable String from, @Nullable String to) {
    var end = instant("to", to).orElse(now);
    var start = instant("from", from).orElseGet(() -> end.minus(DEFAULT_LENGTH));
    if (!start.isBefore(end)) {
      errors.add(new FieldError("from", "must be before to"));
    } else if (Duration.between(start, end).compareTo(LONGEST) > 0) {
      errors.add(new FieldError("from", "at most " + LONGEST.toDays() + " days before to"));
    }
    check();
    return Period.covering(start, end);
  }

  Optional<String> principal(@Nullable String principal) {
    var valid = principal == null || (!principal.isBlank() && principal.length() <= LONGEST_NAME);
    if (!valid) {
      errors.add(new FieldError("principal", "1 to " + LONGEST_NAME + " characters, or absent"));
    }
    check();
    return Optional.ofNullable(principal);
  }

  Audience audience(@Nullable String principal, @Nullable String groups) {
    var person = principal(principal);
    if (person.isEmpty() && groups != null) {
      errors.add(new FieldError("groups", "only together with principal"));
    }
    var names = groups == null ? Set.<String>of() : split(groups);
    if (names.size() > MOST_GROUPS) {
      errors.add(new FieldError("groups", "at most " + MOST_GROUPS));
    }
    check();
    return person
        .<Audience>map(it -> new Audience.Person(it, names))
        .orElseGet(Audience.Everyone::new);
  }

  UsageAnswer.GroupBy groupBy(@Nullable String groupBy) {
    var found =
        Stream.of(UsageAnswer.GroupBy.values())
            .filter(it -> groupBy == null || it.name().equals(groupBy))
            .findFirst();
    if (found.isEmpty()) {
      errors.add(new FieldError("groupBy", "model or principal"));
    }
    check();
    return found.orElseThrow();
  }

  private static Set<String> split(String groups) {
    return Stream.of(groups.split(","))
        .map(String::strip)
        .filter(it -> !it.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  private Optional<Instant> instant(String field, @Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    try {
      var instant = Instant.parse(text);
      if (Math.abs(Duration.between(now, instant).toDays()) <= 36_500) {
        return Optional.of(instant);
      }
    } catch (DateTimeParseException e) {
      // said below
    }
    errors.add(new FieldError(field, "an ISO 8601 instant such as 2026-11-20T20:00:00Z"));
    return Optional.empty();
  }

  private void check() {
    if (!errors.isEmpty()) {
      throw new ProblemException(new InvalidFields(List.copyOf(errors)));
    }
  }
}
