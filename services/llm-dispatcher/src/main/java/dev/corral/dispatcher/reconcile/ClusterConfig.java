package dev.corral.dispatcher.reconcile;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// Where things live in the cluster.
@ConfigMapping(prefix = "corral")
public interface ClusterConfig {
  /// The namespace of models, apps and GPU pools.
  @WithDefault("corral")
  String workloadNamespace();

  /// The platform's own place.
  Platform cluster();

  /// The platform's own place.
  interface Platform {
    /// The namespace of the four services.
    @WithDefault("corral-system")
    String namespace();
  }
}
