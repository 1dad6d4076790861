package dev.corral.dispatcher.adapter;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How adapters are loaded.
@ConfigMapping(prefix = "corral.adapters")
public interface AdapterTimes {
  /// Whether adapters may come from Hugging Face, too.
  @WithDefault("false")
  boolean allowHf();

  /// An engine's answer about what it has is believed for this long.
  @WithDefault("5s")
  Duration look();

  /// The longest wait for an answer about what an engine has.
  @WithDefault("3s")
  Duration ask();

  /// The longest wait for an adapter to be loaded, and for all of one round.
  @WithDefault("20s")
  Duration load();

  /// The first pause after an adapter could not be loaded; doubles up to `longest-retry`.
  @WithDefault("5s")
  Duration retry();

  /// The longest pause.
  @WithDefault("5m")
  Duration longestRetry();
}
