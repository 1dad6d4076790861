package dev.corral.dispatcher.plan;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How long another number of replicas must be wanted before it comes.
@ConfigMapping(prefix = "corral.scale")
public interface ScaleTimes {
  /// How long more replicas must be needed before they come.
  @WithDefault("5s")
  Duration upAfter();

  /// How long fewer replicas must do before one goes.
  @WithDefault("2m")
  Duration downAfter();
}
