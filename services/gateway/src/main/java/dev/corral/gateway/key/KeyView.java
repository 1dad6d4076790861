package dev.corral.gateway.key;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A key as its owner sees it later: without the key itself.
@Schema(
    name = "Key",
    requiredProperties = {"id", "name", "models", "dialects", "createdAt"})
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KeyView(
    String id,
    String name,
    List<String> models,
    List<String> dialects,
    Instant createdAt,
    @Nullable Instant expiresAt,
    @Schema(description = "The app that holds it; it goes with the app.") @Nullable String app,
    @Nullable KeyLimits limits,
    @Schema(description = "What may be spent with it, in EUR.") @Nullable BigDecimal budgetEur) {
  static KeyView of(ApiKey key) {
    return new KeyView(
        key.id(),
        key.name(),
        key.scope().models(),
        key.scope().dialects(),
        key.life().createdAt(),
        key.life().expiresAt().orElse(null),
        key.app().map(ApiKey.OfApp::name).orElse(null),
        key.allowance().limits().orElse(null),
        key.allowance().budgetEur().orElse(null));
  }
}
