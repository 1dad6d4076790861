package dev.corral.gateway.live;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Bounds on live events.
@ConfigMapping(prefix = "corral.live")
public interface LiveConfig {
  /// Changes kept for those who come back with a Last-Event-ID.
  @WithDefault("1000")
  int keep();

  /// How far back a gateway that has just started asks the dispatcher.
  @WithDefault("15m")
  Duration lookBack();

  /// Pause between heartbeats.
  @WithDefault("10s")
  Duration heartbeat();

  /// Most streams of one person at once.
  @WithDefault("10")
  int maxPerPrincipal();

  /// Most streams at once.
  @WithDefault("1000")
  int maxListeners();

  /// Silence after which the dispatcher's stream counts as broken; it sends a heartbeat every 10 s.
  @WithDefault("25s")
  Duration silence();

  /// Longest pause before the dispatcher's stream is opened again.
  @WithDefault("10s")
  Duration longestPause();
}
