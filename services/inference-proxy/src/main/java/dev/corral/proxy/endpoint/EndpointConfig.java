package dev.corral.proxy.endpoint;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How the cluster is watched.
@ConfigMapping(prefix = "corral.endpoint")
public interface EndpointConfig {
  /// How often the watched table is compared with a fresh listing: a watch can die silently.
  @WithDefault("30s")
  Duration compareEvery();
}
