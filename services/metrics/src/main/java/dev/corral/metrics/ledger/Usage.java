package dev.corral.metrics.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// One request that a model answered, or failed to.
///
/// @param adapter of the model, if one was asked for
public record Usage(
    String requestId,
    Instant at,
    String principal,
    String model,
    Optional<String> adapter,
    Tokens tokens,
    Timing timing,
    Outcome outcome,
    boolean coldStart)
    implements Event {
  /// A request to the model itself.
  public Usage(
      String requestId,
      Instant at,
      String principal,
      String model,
      Tokens tokens,
      Timing timing,
      Outcome outcome,
      boolean coldStart) {
    this(requestId, at, principal, model, Optional.empty(), tokens, timing, outcome, coldStart);
  }

  /// How a request ended.
  public enum Outcome {
    DONE,
    ERROR,
    CANCELLED,
    /// The proxy was killed before it could say.
    UNKNOWN
  }

  /// How many tokens went in and out.
  ///
  /// @param exact whether the engine counted them
  /// @param parts of them that may have a price of their own
  public record Tokens(long in, long out, boolean exact, Parts parts) {
    /// Of an engine that does not tell of parts.
    public Tokens(long in, long out, boolean exact) {
      this(in, out, exact, Parts.NONE);
    }
  }

  /// Tokens that are already among those that went in or out.
  ///
  /// @param cached went in from a cache
  /// @param cacheWritten went in and into a cache
  /// @param reasoning came out, thought and not said
  public record Parts(long cached, long cacheWritten, long reasoning) {
    /// The engine tells of none.
    public static final Parts NONE = new Parts(0, 0, 0);

    /// Both together.
    public Parts plus(Parts other) {
      return new Parts(
          cached + other.cached, cacheWritten + other.cacheWritten, reasoning + other.reasoning);
    }
  }

  /// How long its parts took, in milliseconds; empty where the request did not get that far.
  public record Timing(OptionalLong queueMs, OptionalLong ttftMs, OptionalLong generationMs) {}

  @Override
  public List<String> factKeys() {
    return List.of("usage#" + requestId);
  }

  /// The account this request is booked on.
  public RollupKey rollupKey() {
    return new RollupKey(at.truncatedTo(ChronoUnit.HOURS), model, principal);
  }

  /// What this request adds to its account.
  public Rollup rollup() {
    var traffic =
        new Traffic(
            1,
            tokens.in(),
            tokens.out(),
            one(!tokens.exact()),
            one(outcome == Outcome.ERROR),
            one(outcome == Outcome.CANCELLED),
            one(outcome == Outcome.UNKNOWN),
            one(coldStart),
            tokens.parts());
    return new Rollup(
        traffic,
        Distribution.of(timing.ttftMs()),
        Distribution.of(timing.generationMs()),
        Distribution.of(timing.queueMs()),
        timing.generationMs().isPresent() ? tokens.out() : 0);
  }

  private static long one(boolean counted) {
    return counted ? 1 : 0;
  }
}
