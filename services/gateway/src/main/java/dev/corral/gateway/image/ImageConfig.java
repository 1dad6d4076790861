package dev.corral.gateway.image;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/// Where the inference-proxy answers the gateway.
@ConfigMapping(prefix = "corral.proxy")
public interface ImageConfig {
  /// Base URL of its management port; without it there are no pictures and no prompt check.
  Optional<String> internalUrl();
}
