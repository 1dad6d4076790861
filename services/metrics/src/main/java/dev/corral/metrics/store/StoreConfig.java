package dev.corral.metrics.store;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Where the books are kept.
@ConfigMapping(prefix = "corral.tables")
public interface StoreConfig {

  /// What the tables' names start with.
  @WithDefault("corral-")
  String prefix();

  /// For how long an event is recognised as a duplicate. Longer than a message can live in a queue
  /// (14 days) plus its dead-letter queue (14 days).
  @WithDefault("P35D")
  Duration factRetention();
}
