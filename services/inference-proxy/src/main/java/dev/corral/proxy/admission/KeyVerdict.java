package dev.corral.proxy.admission;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What the proxy reads of the gateway's answer about a key; unknown fields mean nothing to us.
@JsonIgnoreProperties(ignoreUnknown = true)
public record KeyVerdict(
    boolean active,
    @Nullable String keyId,
    @Nullable String principal,
    @Nullable Set<String> groups,
    @Nullable Set<String> models,
    @Nullable Set<String> dialects,
    @Nullable Instant expiresAt,
    @Nullable Limits limits,
    @Nullable List<Budget> budgets) {

  /// What one key may use; what is absent or 0 is not limited.
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Limits(
      @Nullable Long requestsPerMinute,
      @Nullable Long tokensPerMinute,
      @Nullable Long concurrentStreams) {
    private static final Limits NONE = new Limits(null, null, null);

    private Allowance.Limits read() {
      return new Allowance.Limits(
          orNone(requestsPerMinute), orNone(tokensPerMinute), orNone(concurrentStreams));
    }

    private static long orNone(@Nullable Long limit) {
      return limit == null ? 0 : Math.max(0, limit);
    }
  }

  /// A budget of the key, its owner or one of their groups.
  ///
  /// @param scope `key`, `user` or `group`
  /// @param spentEur absent while nobody knows; then it bounds nothing
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Budget(
      @Nullable String scope,
      @Nullable String name,
      @Nullable BigDecimal limitEur,
      @Nullable BigDecimal spentEur) {

    private Stream<Allowance.Budget> read() {
      return limitEur == null || spentEur == null
          ? Stream.empty()
          : Stream.of(new Allowance.Budget(whose(), limitEur, spentEur));
    }

    private String whose() {
      return switch (Objects.requireNonNullElse(scope, "")) {
        case "key" -> "this key";
        case "user" -> "this user";
        case "group" -> name != null && Principal.named(name) ? "the group " + name : "a group";
        default -> "this account";
      };
    }
  }

  /// How much the key may be used.
  Allowance allowance() {
    return new Allowance(
        Objects.requireNonNullElse(limits, Limits.NONE).read(),
        read(Objects.requireNonNullElse(budgets, List.of())));
  }

  /// Those of which it is known how much is spent.
  static List<Allowance.Budget> read(List<Budget> budgets) {
    return budgets.stream().flatMap(Budget::read).toList();
  }
}
