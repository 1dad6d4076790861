package dev.corral.dispatcher.plan;

import dev.corral.dispatcher.lifecycle.Scale;
import dev.corral.dispatcher.resource.ModelSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// From one replica to as many as the requests need, and back one at a time. More come after a
/// short while of need, one goes after a long while of plenty, so that a burst moves nothing.
final class ScaleRules {
  private static final int TARGET = 8;

  private final ScaleTimes times;

  ScaleRules(ScaleTimes times) {
    this.times = times;
  }

  /// The scale from now on.
  Scale next(ModelSpec spec, Scale scale, long requests, Instant now) {
    int current = clamp(spec, scale.replicas());
    int needed = clamp(spec, needed(spec, requests));
    if (needed == current) {
      return Scale.of(current);
    }
    return needed > current
        ? more(scale.shortFrom(now), needed, now)
        : fewer(scale.ampleFrom(now), current, now);
  }

  /// When the scale may change if the need stays as it is.
  Optional<Instant> due(Scale scale) {
    return scale
        .shortSince()
        .map(since -> since.plus(times.upAfter()))
        .or(() -> scale.ampleSince().map(since -> since.plus(times.downAfter())));
  }

  private Scale more(Scale wanting, int needed, Instant now) {
    return over(wanting.shortSince(), times.upAfter(), now) ? Scale.of(needed) : wanting;
  }

  private Scale fewer(Scale wanting, int current, Instant now) {
    return over(wanting.ampleSince(), times.downAfter(), now) ? Scale.of(current - 1) : wanting;
  }

  private static boolean over(Optional<Instant> since, Duration wait, Instant now) {
    return since.filter(from -> !now.isBefore(from.plus(wait))).isPresent();
  }

  private static int needed(ModelSpec spec, long requests) {
    int target = Objects.requireNonNullElse(spec.targetRequests(), TARGET);
    return (int) Math.min(Integer.MAX_VALUE, Math.ceilDiv(requests, target));
  }

  private static int clamp(ModelSpec spec, int replicas) {
    int most = Math.max(1, spec.most());
    return Math.min(most, Math.max(Math.max(1, spec.least()), replicas));
  }
}
