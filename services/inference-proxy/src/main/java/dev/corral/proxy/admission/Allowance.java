package dev.corral.proxy.admission;

import java.math.BigDecimal;
import java.util.List;

/// How much a credential may be used, as the gateway says.
public record Allowance(Limits limits, List<Budget> budgets) {
  /// As much as its owner may use.
  public static final Allowance UNLIMITED = new Allowance(new Limits(0, 0, 0), List.of());

  /// Most of each; 0 is no limit.
  public record Limits(long requestsPerMinute, long tokensPerMinute, long concurrentStreams) {}

  /// Money that may be spent, and how much of it is.
  ///
  /// @param whose in words for people, safe in a header
  public record Budget(String whose, BigDecimal limitEur, BigDecimal spentEur) {}
}
