package dev.corral.gateway.key;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the inference-proxy hears about a key: who it speaks for, or only that it does not.
@JsonInclude(JsonInclude.Include.NON_NULL)
record KeyVerdict(
    boolean active,
    @Nullable String keyId,
    @Nullable String principal,
    @Nullable List<String> groups,
    @Nullable List<String> models,
    @Nullable List<String> dialects,
    @Nullable Instant expiresAt,
    @Nullable String app,
    @Nullable KeyLimits limits,
    @Nullable List<Budget> budgets) {
  /// A budget that the key's use counts towards.
  ///
  /// @param scope `key`, `user` or `group`
  /// @param spentEur absent while nobody knows; then it stops nothing
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Budget(String scope, String name, BigDecimal limitEur, @Nullable BigDecimal spentEur) {}

  private static final KeyVerdict INACTIVE =
      new KeyVerdict(false, null, null, null, null, null, null, null, null, null);

  static KeyVerdict of(Optional<ApiKey> key, Budgets budgets) {
    return key.map(live -> active(live, budgets.of(live))).orElse(INACTIVE);
  }

  private static KeyVerdict active(ApiKey key, List<Budget> budgets) {
    return new KeyVerdict(
        true,
        key.id(),
        key.owner().principal(),
        key.owner().groups(),
        key.scope().models(),
        key.scope().dialects(),
        key.life().expiresAt().orElse(null),
        key.app().map(ApiKey.OfApp::name).orElse(null),
        key.allowance().limits().orElse(null),
        budgets.isEmpty() ? null : budgets);
  }
}
