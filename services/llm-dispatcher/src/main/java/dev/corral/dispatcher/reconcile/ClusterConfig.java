package dev.corral.dispatcher.reconcile;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/// The platform's own place in the cluster.
@ConfigMapping(prefix = "corral.cluster")
public interface ClusterConfig {
  /// The namespace of the four services.
  @WithDefault("corral-system")
  String namespace();

  /// The cluster's name on AWS, with which its resources there are tagged; the configurations of
  /// pools and of the kill take theirs from it.
  Optional<String> name();

  /// Who issues service-account tokens; read by the OIDC extension too.
  Optional<String> issuer();

  /// The certificate authority of the issuer; read by the TLS registry too.
  Optional<Path> caFile();
}
