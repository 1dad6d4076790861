package dev.corral.proxy.admission;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// What one principal may use at once on one replica.
@ConfigMapping(prefix = "corral.limits")
public interface LimitConfig {
  /// Most requests in progress, streams and whole answers together.
  @WithDefault("256")
  int concurrentStreams();
}
