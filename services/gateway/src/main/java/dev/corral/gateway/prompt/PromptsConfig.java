package dev.corral.gateway.prompt;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// Where prompts are accepted, and where their answers are read.
@ConfigMapping(prefix = "corral.proxy")
public interface PromptsConfig {
  /// Base URL of the inference-proxy; without it nothing is accepted.
  Optional<URI> url();

  /// Base URL of its management port; without it nothing can be read.
  Optional<URI> internalUrl();

  /// For a prompt to be accepted.
  @WithDefault("20s")
  Duration acceptTimeout();
}
