package dev.corral.gateway.edge;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What the edge lets in.
@ConfigMapping(prefix = "corral.gateway")
public interface GatewayConfig {
  /// Host names that are served; any port. Everything else is 421.
  @WithDefault("localhost,127.0.0.1")
  List<String> hosts();

  /// Origins that may change things besides the gateway's own, for example a development server.
  Optional<List<String>> origins();

  /// Whether people reach this gateway by https: then browsers are told to stay with it.
  @WithDefault("false")
  boolean https();

  /// Largest body under `/api`, in bytes.
  @WithDefault("65536")
  long bodyLimit();

  /// Time for a body under `/api` to arrive.
  @WithDefault("30s")
  Duration bodyTimeout();
}
