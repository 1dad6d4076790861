package dev.corral.proxy.wake;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.corral.proxy.problem.Loading;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// What the proxy reads of the dispatcher's view of a model.
@JsonIgnoreProperties(ignoreUnknown = true)
public record ModelStatus(
    String name,
    String state,
    boolean suspended,
    @Nullable String phase,
    @Nullable String reason,
    @Nullable Integer etaSeconds,
    @Nullable BigDecimal costPerHourEur) {

  /// Whether it will not come up by itself.
  boolean failed() {
    return state.equals("failed");
  }

  /// Whether it has gone back to zero or never left it.
  boolean asleep() {
    return state.equals("idle");
  }

  /// Why it does not come up.
  String why() {
    return suspended ? "Suspended" : Objects.requireNonNullElse(reason, "Unknown");
  }

  /// As callers are told.
  Loading loading() {
    return new Loading(
        name,
        Objects.requireNonNullElse(phase, "waiting_capacity"),
        etaSeconds == null ? OptionalInt.empty() : OptionalInt.of(Math.max(0, etaSeconds)),
        Optional.ofNullable(costPerHourEur));
  }
}
