package dev.corral.gateway.datapath;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// Where the data path is carried to.
@ConfigMapping(prefix = "corral.proxy")
public interface CarryConfig {
  /// Base URL of the inference-proxy; without it `/v1` and `/ollama` are 404 here.
  Optional<URI> url();

  /// To open a connection to it.
  @WithDefault("2s")
  Duration connectTimeout();

  /// Longest silence in either direction. A stream has heartbeats; a whole answer must come within
  /// this.
  @WithDefault("5m")
  Duration idleTimeout();

  /// Most requests carried at once.
  @WithDefault("2000")
  int maxConnections();
}
