package dev.corral.metrics.ledger;

/// What happened on an account. Adding is commutative and associative, so the order of events
/// cannot show.
///
/// @param timedTokens tokens out of those requests whose generation time is known
public record Rollup(
    Traffic traffic,
    Distribution ttft,
    Distribution generation,
    Distribution queue,
    long timedTokens) {

  /// Nothing happened.
  public static final Rollup NONE =
      new Rollup(Traffic.NONE, Distribution.EMPTY, Distribution.EMPTY, Distribution.EMPTY, 0);

  /// Both together.
  public Rollup plus(Rollup other) {
    return new Rollup(
        traffic.plus(other.traffic),
        ttft.plus(other.ttft),
        generation.plus(other.generation),
        queue.plus(other.queue),
        timedTokens + other.timedTokens);
  }
}
