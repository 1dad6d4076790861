package dev.corral.proxy.wake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How callers wait for a model that is not ready.
@ConfigMapping(prefix = "corral.cold-start")
public interface WakeConfig {
  /// How long a caller that does not stream is held.
  @WithDefault("25s")
  Duration hold();

  /// How long a streaming caller may wait.
  @WithDefault("10m")
  Duration patience();

  /// Pause between two signs of life in a stream; never more than 10 s.
  @WithDefault("5s")
  Duration heartbeat();

  /// Most callers that wait for one model.
  @WithDefault("100")
  int waiters();

  /// Most callers of one principal that wait for one model.
  @WithDefault("100")
  int waitersPerPrincipal();

  /// How long nobody tries again after a start that failed; doubles up to 5 min.
  @WithDefault("10s")
  Duration cooldown();

  /// How often the dispatcher is asked how far the start is.
  @WithDefault("2s")
  Duration poll();

  /// First pause after a failed call to the dispatcher; doubles up to `poll` times four.
  @WithDefault("500ms")
  Duration retry();
}
