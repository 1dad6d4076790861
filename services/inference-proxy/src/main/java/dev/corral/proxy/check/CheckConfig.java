package dev.corral.proxy.check;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/// Who judges prompts.
@ConfigMapping(prefix = "corral.prompt-check")
public interface CheckConfig {
  /// Name of the chat model that judges; without one nothing is judged.
  Optional<String> model();

  /// How long a judgement may take; shorter than the gateway waits.
  @WithDefault("8s")
  Duration deadline();

  /// Most tokens of a judgement, a rewritten prompt included.
  @WithDefault("1024")
  int maxTokens();
}
