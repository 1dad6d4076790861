package dev.corral.dispatcher.idle;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// The times around going idle.
@ConfigMapping(prefix = "corral.idle")
public interface IdleTimes {
  /// How long a model stays marked before it may go to zero; the proxies are asked again after it.
  @WithDefault("2s")
  Duration settle();

  /// How long a model stays marked before the mark is given up, because some proxy cannot see it.
  @WithDefault("30s")
  Duration giveUp();

  /// How long a model stays up at least once it answers; a launch is too dear for less.
  @WithDefault("1m")
  Duration minUp();

  /// How often an active model's use is looked at, at least.
  @WithDefault("20s")
  Duration look();

  /// How soon to ask again when a proxy did not answer.
  @WithDefault("5s")
  Duration retry();

  /// How long all proxies together have to answer.
  @WithDefault("3s")
  Duration askTimeout();

  /// How long one answer serves for all models.
  @WithDefault("1s")
  Duration remember();
}
