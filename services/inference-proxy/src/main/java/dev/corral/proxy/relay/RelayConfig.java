package dev.corral.proxy.relay;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Deadlines and bounds of carrying bytes.
@ConfigMapping(prefix = "corral.relay")
public interface RelayConfig {
  /// To connect to a replica.
  @WithDefault("2s")
  Duration connect();

  /// From the call to the engine to the first byte of its answer.
  @WithDefault("120s")
  Duration firstToken();

  /// Between two bytes of a stream.
  @WithDefault("60s")
  Duration idle();

  /// For a caller that does not read.
  @WithDefault("60s")
  Duration stuckReader();

  /// For the whole request body.
  @WithDefault("30s")
  Duration slowBody();

  /// How often the deadlines of a request are looked at.
  @WithDefault("250ms")
  Duration tick();

  /// Bytes that may wait for one caller before its engine is held back.
  @WithDefault("65536")
  int buffer();

  /// Longest whole answer in bytes.
  @WithDefault("16777216")
  int maxAnswer();

  /// How long a stopping replica lets requests end by themselves before it tells them.
  @WithDefault("10s")
  Duration drain();

  /// Most connections to one replica.
  @WithDefault("1024")
  int connectionsPerReplica();
}
