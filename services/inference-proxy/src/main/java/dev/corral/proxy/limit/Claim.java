package dev.corral.proxy.limit;

/// One limit that a request has to keep to.
///
/// @param subject whose limit: `key:…`, `user:…` or `group:…`
/// @param limit the most, above 0
/// @param amount what the request takes; never more than the limit, so that waiting always helps
public record Claim(String subject, Unit unit, long limit, long amount) {
  /// A claim of at most all that there is.
  public Claim {
    amount = Math.min(amount, limit);
  }
}
