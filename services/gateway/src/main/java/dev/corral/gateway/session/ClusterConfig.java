package dev.corral.gateway.session;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/// The cluster whose service accounts may call the management port.
@ConfigMapping(prefix = "corral.cluster")
public interface ClusterConfig {
  /// Exact `iss` of service-account tokens; without it no service is let in.
  Optional<String> issuer();

  /// PEM file with the authority of the issuer's address, when it is not a public one.
  Optional<Path> caFile();

  /// Namespace of the four services.
  @WithDefault("corral-system")
  String namespace();
}
