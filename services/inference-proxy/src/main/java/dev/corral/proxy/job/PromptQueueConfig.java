package dev.corral.proxy.job;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Where jobs wait.
@ConfigMapping(prefix = "corral.queues")
public interface PromptQueueConfig {
  /// Name of the queue; what cannot be read moves to `<name>-dlq`.
  @WithDefault("corral-prompts")
  String prompts();
}
