package dev.corral.gateway.key;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A key at the only moment when it is shown whole.
@Schema(requiredProperties = {"id", "name", "key", "models", "dialects", "createdAt"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NewKey(
    String id,
    String name,
    @Schema(description = "Shown only here, never again.") String key,
    List<String> models,
    List<String> dialects,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable KeyLimits limits,
    @Nullable BigDecimal budgetEur) {
  static NewKey of(ApiKey stored, KeyText text) {
    KeyView view = KeyView.of(stored);
    return new NewKey(
        view.id(),
        view.name(),
        text.whole(),
        view.models(),
        view.dialects(),
        view.createdAt(),
        view.expiresAt(),
        view.limits(),
        view.budgetEur());
  }

  @Override
  public String toString() {
    return "NewKey[" + id + "]";
  }
}
