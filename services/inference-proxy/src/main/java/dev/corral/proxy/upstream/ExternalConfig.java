package dev.corral.proxy.upstream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
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

  /// Hosts that may be reached without TLS; those of this machine may be when it is private ones
  /// that are allowed.
  Optional<List<String>> allowHttp();

  /// A PEM file with the authorities that such servers' certificates may be from, instead of the
  /// usual ones.
  Optional<Path> caFile();

  /// To find the addresses of a name.
  @WithDefault("2s")
  Duration resolve();
}
