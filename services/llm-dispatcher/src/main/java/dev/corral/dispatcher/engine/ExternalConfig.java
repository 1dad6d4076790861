package dev.corral.dispatcher.engine;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Servers elsewhere that models may be routed to.
@ConfigMapping(prefix = "corral.external")
public interface ExternalConfig {
  /// A directory with one file `<name>.json` per endpoint: the mounted Secret
  /// `corral-external-endpoints`. Without it there are none.
  Optional<Path> endpointsDir();

  /// Whether an endpoint may be inside a private network, or on this machine.
  @WithDefault("false")
  boolean allowPrivate();

  /// Hosts that may be reached without TLS.
  Optional<List<String>> allowHttp();
}
