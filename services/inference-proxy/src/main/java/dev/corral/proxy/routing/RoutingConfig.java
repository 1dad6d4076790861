package dev.corral.proxy.routing;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How a replica is chosen and when one is left alone.
@ConfigMapping(prefix = "corral.routing")
public interface RoutingConfig {
  /// Whether requests that begin alike go to the same replica of a vLLM model with several.
  @WithDefault("true")
  boolean prefixHash();

  /// How many times the mean load one replica may have before such requests go on to the next.
  @WithDefault("1.25")
  double meanLoadFactor();

  /// Points of one replica on the ring.
  @WithDefault("256")
  int replication();

  /// Bytes of the first messages that count.
  @WithDefault("2048")
  int prefixBytes();

  /// Failures in a row after which a replica is left alone.
  @WithDefault("3")
  int ejectAfter();

  /// For how long, the first time; doubles.
  @WithDefault("10s")
  Duration ejectFor();

  /// For how long at most.
  @WithDefault("5m")
  Duration ejectAtMost();
}
