package dev.corral.proxy.tally;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How usage events leave.
@ConfigMapping(prefix = "corral.queues")
public interface UsageConfig {
  /// Name of the queue.
  @WithDefault("corral-usage")
  String usage();

  /// Most events that wait here while the queue is away; more wait in the journal, or are dropped
  /// and counted where there is none.
  @WithDefault("20000")
  int usageBuffer();

  /// First pause after a failed send; doubles up to 30 s.
  @WithDefault("500ms")
  Duration usageRetry();

  /// How long a stopping replica tries to send what it has.
  @WithDefault("5s")
  Duration usageFlush();
}
