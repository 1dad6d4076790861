package dev.corral.proxy.bedrock;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// Where Bedrock is asked.
@ConfigMapping(prefix = "corral.bedrock")
public interface BedrockConfig {
  /// The region; without one, models of Bedrock are refused.
  Optional<String> region();

  /// Another address than the region's own, such as a VPC endpoint.
  Optional<URI> endpointOverride();

  /// Most requests at once.
  @WithDefault("256")
  int connections();

  /// To connect, and to get one of the connections.
  @WithDefault("2s")
  Duration connect();

  /// Longest that a request may be held back because Bedrock throttles this model.
  @WithDefault("10s")
  Duration longestHold();
}
