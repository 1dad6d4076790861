package dev.corral.proxy.wake;

import io.smallrye.config.ConfigMapping;
import java.util.Map;

/// Which model answers while another one wakes.
@ConfigMapping(prefix = "corral.cold-start")
public interface FallbackConfig {
  /// By the model that wakes.
  Map<String, String> fallback();
}
