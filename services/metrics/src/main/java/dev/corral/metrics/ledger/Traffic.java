package dev.corral.metrics.ledger;

/// Counts of requests and tokens.
///
/// @param estimated requests whose tokens the engine did not count itself
/// @param unknown requests whose end nobody saw, because the proxy was killed
/// @param parts of the tokens, as far as engines tell of them
public record Traffic(
    long requests,
    long tokensIn,
    long tokensOut,
    long estimated,
    long errors,
    long cancelled,
    long unknown,
    long coldStarts,
    Usage.Parts parts) {

  /// Nothing happened.
  public static final Traffic NONE = new Traffic(0, 0, 0, 0, 0, 0, 0, 0, Usage.Parts.NONE);

  /// Both together.
  public Traffic plus(Traffic other) {
    return new Traffic(
        requests + other.requests,
        tokensIn + other.tokensIn,
        tokensOut + other.tokensOut,
        estimated + other.estimated,
        errors + other.errors,
        cancelled + other.cancelled,
        unknown + other.unknown,
        coldStarts + other.coldStarts,
        parts.plus(other.parts));
  }
}
