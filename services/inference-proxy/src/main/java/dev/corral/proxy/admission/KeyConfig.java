package dev.corral.proxy.admission;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long the gateway's word about a key counts.
@ConfigMapping(prefix = "corral.keys")
public interface KeyConfig {
  /// For a key that is valid: the longest that a revoked key still works.
  @WithDefault("60s")
  Duration positive();

  /// For a key that is not.
  @WithDefault("5s")
  Duration negative();

  /// For a key that was valid, while the gateway is away.
  @WithDefault("15m")
  Duration lastKnownGood();

  /// Most valid keys that are remembered, and as many invalid ones.
  @WithDefault("10000")
  int remembered();
}
