package dev.corral.gateway.key;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A key as it is stored: everything but the key itself, of which only the hash is kept.
///
/// @param app the app whose key it is, if it is not a person's own
public record ApiKey(
    String id,
    String sha256,
    Owner owner,
    String name,
    Scope scope,
    Life life,
    Optional<OfApp> app,
    Allowance allowance) {
  /// A key that a person made for themselves.
  public ApiKey(String id, String sha256, Owner owner, String name, Scope scope, Life life) {
    this(id, sha256, owner, name, scope, life, Optional.empty());
  }

  /// A key that is not limited by itself.
  public ApiKey(
      String id,
      String sha256,
      Owner owner,
      String name,
      Scope scope,
      Life life,
      Optional<OfApp> app) {
    this(id, sha256, owner, name, scope, life, app, Allowance.NONE);
  }

  /// How much it may be used.
  ///
  /// @param budgetEur what may be spent with it
  public record Allowance(Optional<KeyLimits> limits, Optional<BigDecimal> budgetEur) {
    static final Allowance NONE = new Allowance(Optional.empty(), Optional.empty());
  }

  /// The app that holds a key.
  public record OfApp(String uid, String name) {}

  /// Whose key it is, with the groups they had when they made it.
  public record Owner(String principal, List<String> groups) {}

  /// What it may be used for.
  public record Scope(List<String> models, List<String> dialects) {}

  /// Since when and until when.
  public record Life(Instant createdAt, Optional<Instant> expiresAt) {
    boolean isOver(Instant now) {
      return expiresAt.isPresent() && !now.isBefore(expiresAt.get());
    }
  }
}
