package dev.corral.gateway.key;

import io.smallrye.config.ConfigMapping;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;

/// What people and groups may spend in a month, in EUR, beside the budgets of single keys.
@ConfigMapping(prefix = "corral.budgets")
public interface BudgetConfig {
  /// Every person, with all keys and tokens together.
  Optional<BigDecimal> userEur();

  /// All members of a group together, by the group's name.
  Map<String, BigDecimal> group();
}
