package dev.corral.metrics.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// The queues' names. A queue's dead letters go to the queue of the same name with `-dlq` behind
/// it.
@ConfigMapping(prefix = "corral.queues")
public interface QueueConfig {

  /// Where the dispatcher says what happened to models and apps.
  @WithDefault("corral-lifecycle")
  String lifecycle();

  /// Where the inference-proxy says what each request used.
  @WithDefault("corral-usage")
  String usage();
}
