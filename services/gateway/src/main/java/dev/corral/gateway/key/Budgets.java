package dev.corral.gateway.key;

import dev.corral.gateway.key.KeyVerdict.Budget;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// The budgets that the use of a key or a token counts towards. How much of them is spent is not
/// known here yet, and a budget without that stops nothing.
final class Budgets {
  private final Optional<BigDecimal> user;
  private final Map<String, BigDecimal> groups;

  Budgets(BudgetConfig config) {
    this.user = config.userEur();
    this.groups = Map.copyOf(config.group());
  }

  /// Of a person who comes with a token.
  List<Budget> of(String principal, Collection<String> memberOf) {
    List<Budget> all = new ArrayList<>();
    user.ifPresent(limit -> all.add(new Budget("user", principal, limit, null)));
    new TreeSet<>(memberOf)
        .forEach(group ->
            Optional.ofNullable(groups.get(group))
                .ifPresent(limit -> all.add(new Budget("group", group, limit, null))));
    return all;
  }

  /// Of a key: its own first.
  List<Budget> of(ApiKey key) {
    List<Budget> all = new ArrayList<>();
    key.allowance()
        .budgetEur()
        .ifPresent(limit -> all.add(new Budget("key", key.id(), limit, null)));
    all.addAll(of(key.owner().principal(), key.owner().groups()));
    return all;
  }
}
