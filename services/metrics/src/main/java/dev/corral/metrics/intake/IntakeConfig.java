package dev.corral.metrics.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How events are taken from the queues.
@ConfigMapping(prefix = "corral.intake")
public interface IntakeConfig {

  /// How many threads take from each queue. Each has at most ten messages in hand.
  @WithDefault("4")
  int workers();

  /// How long a request for messages waits for one.
  @WithDefault("PT10S")
  Duration poll();

  /// For how long a message in hand is hidden from others. Renewed while the books are away.
  @WithDefault("PT60S")
  Duration visibility();

  /// The longest pause between two attempts.
  @WithDefault("PT10S")
  Duration longestPause();

  /// For how long one message is tried before it goes back to its queue.
  @WithDefault("PT30M")
  Duration budget();
}
