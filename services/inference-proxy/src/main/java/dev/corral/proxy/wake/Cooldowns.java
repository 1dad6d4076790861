package dev.corral.proxy.wake;

import dev.corral.proxy.problem.Problem;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// Models that could not be started: for a while nobody tries again, and each further failure
/// doubles that while.
final class Cooldowns {
  private static final Duration LONGEST = Duration.ofMinutes(5);
  private static final int MOST = 10_000;

  private final ConcurrentHashMap<String, Cooldown> cooling = new ConcurrentHashMap<>();
  private final Duration first;
  private final Clock clock;

  private record Cooldown(Problem.ModelFailed problem, Duration pause, Instant until) {}

  Cooldowns(Duration first, Clock clock) {
    this.first = first;
    this.clock = clock;
  }

  /// It could not be started, for this reason.
  void failed(Problem.ModelFailed problem) {
    Instant now = clock.instant();
    if (cooling.size() < MOST) {
      cooling.merge(
          problem.model(),
          new Cooldown(problem, first, now.plus(first)),
          (before, fresh) -> longer(before, problem, now));
    }
  }

  private static Cooldown longer(Cooldown before, Problem.ModelFailed problem, Instant now) {
    Duration doubled = before.pause().multipliedBy(2);
    Duration pause = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    return new Cooldown(problem, pause, now.plus(pause));
  }

  /// Forgets those for which this is not true: they run now, or are gone.
  void keep(Predicate<String> stillAsleep) {
    cooling.keySet().removeIf(stillAsleep.negate());
  }

  /// What to answer with instead of another try; empty when it may be tried.
  Optional<Problem> refusal(String model) {
    Cooldown cooldown = cooling.get(model);
    Instant now = clock.instant();
    if (cooldown == null || !now.isBefore(cooldown.until())) {
      return Optional.empty();
    }
    int seconds = Math.toIntExact(Duration.between(now, cooldown.until()).toSeconds() + 1);
    Problem.ModelFailed problem = cooldown.problem();
    return Optional.of(
        new Problem.ModelFailed(problem.model(), problem.reason(), OptionalInt.of(seconds)));
  }
}
