package dev.corral.dispatcher.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// How long each phase took in the last launches that got through it, newest last.
public record PhaseHistory(Map<Phase, List<Long>> millis) {
  private static final int KEPT = 10;
  private static final PhaseHistory EMPTY = new PhaseHistory(Map.of());

  public PhaseHistory {
    millis = Map.copyOf(millis);
  }

  /// A history without any launch.
  public static PhaseHistory empty() {
    return EMPTY;
  }

  /// The history after `from` was left for `to`; phases passed over unseen took no time.
  public PhaseHistory left(WorkloadState.Launching from, Phase to, Instant now) {
    if (to.compareTo(from.phase()) <= 0) {
      return this;
    }
    var next = new EnumMap<Phase, List<Long>>(Phase.class);
    next.putAll(millis);
    for (Phase phase : Phase.values()) {
      if (phase.compareTo(from.phase()) >= 0 && phase.compareTo(to) < 0) {
        long took = phase == from.phase() ? Duration.between(from.phaseSince(), now).toMillis() : 0;
        next.put(phase, appended(next.getOrDefault(phase, List.of()), Math.max(0, took)));
      }
    }
    return new PhaseHistory(next);
  }

  /// The samples of both, so that several models' launches can answer for one without its own.
  public PhaseHistory merged(PhaseHistory other) {
    var all = new EnumMap<Phase, List<Long>>(Phase.class);
    all.putAll(millis);
    other.millis.forEach(
        (phase, samples) -> samples.forEach(s -> all.merge(phase, List.of(s), PhaseHistory::join)));
    return new PhaseHistory(all);
  }

  /// True when every phase of a launch was seen at least once.
  public boolean complete() {
    return Arrays.stream(Phase.values())
        .allMatch(phase -> phase == Phase.READY || millis.containsKey(phase));
  }

  /// The same history; what it has never seen is as in `other`.
  public PhaseHistory filledBy(PhaseHistory other) {
    var all = new EnumMap<Phase, List<Long>>(Phase.class);
    all.putAll(other.millis);
    all.putAll(millis);
    return new PhaseHistory(all);
  }

  /// Seconds until a launch that is in `phase` since `since` is ready, by the median of each phase
  /// ahead; absent when a phase ahead has never been seen.
  public OptionalInt secondsLeft(Phase phase, Instant since, Instant now) {
    return secondsLeft(phase, since, now, 50);
  }

  /// The same as [#secondsLeft(Phase, Instant, Instant)], by what nine of ten launches needed at
  /// most.
  public OptionalInt secondsLeftAtMost(Phase phase, Instant since, Instant now) {
    return secondsLeft(phase, since, now, 90);
  }

  private OptionalInt secondsLeft(Phase phase, Instant since, Instant now, int percent) {
    long left = 0;
    for (Phase ahead : Phase.values()) {
      if (ahead == Phase.READY || ahead.compareTo(phase) < 0) {
        continue;
      }
      List<Long> samples = millis.getOrDefault(ahead, List.of());
      if (samples.isEmpty()) {
        return OptionalInt.empty();
      }
      long spent = ahead == phase ? Duration.between(since, now).toMillis() : 0;
      left += Math.max(0, percentile(samples, percent) - spent);
    }
    return OptionalInt.of((int) Math.min(Integer.MAX_VALUE, Math.ceilDiv(left, 1000)));
  }

  private static long percentile(List<Long> samples, int percent) {
    int rank = Math.ceilDiv(samples.size() * percent, 100);
    return samples.stream().sorted().toList().get(rank - 1);
  }

  private static List<Long> appended(List<Long> samples, long sample) {
    List<Long> all = join(samples, List.of(sample));
    return all.size() <= KEPT ? all : List.copyOf(all.subList(all.size() - KEPT, all.size()));
  }

  private static List<Long> join(List<Long> a, List<Long> b) {
    var all = new ArrayList<>(a);
    all.addAll(b);
    return List.copyOf(all);
  }
}
