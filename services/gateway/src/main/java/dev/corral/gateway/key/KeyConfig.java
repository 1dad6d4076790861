package dev.corral.gateway.key;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;

/// Bounds on keys.
@ConfigMapping(prefix = "corral.keys")
public interface KeyConfig {
  /// Most live keys that one person may have; they are read in one batch, which bounds it.
  @WithDefault("20")
  @Min(1)
  @Max(KeyTable.BATCH)
  int maxPerPrincipal();

  /// Longest life of a key, and the life of one that asks for none; without it keys may live until
  /// revoked.
  Optional<Duration> maxLife();
}
