package dev.corral.metrics.ledger;

/// Counts of requests and tokens.
///
/// @param estimated requests whose tokens the engine did not count itself
public record Traffic(
    long requests,
    long tokensIn,
    long tokensOut,
    long estimated,
    long errors,
    long cancelled,
    long coldStarts) {

  /// Nothing happened.
  public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0, 0, 0);

  /// Both together.
  public Traffic plus(Traffic other) {
    return new Traffic(
        requests + other.requests,
        tokensIn + other.tokensIn,
        tokensOut + other.tokensOut,
        estimated + other.estimated,
        errors + other.errors,
        cancelled + other.cancelled,
        coldStarts + other.coldStarts);
  }
}
