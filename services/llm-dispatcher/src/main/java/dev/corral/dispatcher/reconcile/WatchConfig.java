package dev.corral.dispatcher.reconcile;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How the watches are watched.
@ConfigMapping(prefix = "corral.watch")
public interface WatchConfig {
  /// How often what the informers know is compared with the API server.
  @WithDefault("15s")
  Duration check();

  /// How long an event may be under way before what it tells counts as missed.
  @WithDefault("3s")
  Duration settle();

  /// After how many restarts without success the process counts as dead.
  @WithDefault("3")
  int strikes();
}
