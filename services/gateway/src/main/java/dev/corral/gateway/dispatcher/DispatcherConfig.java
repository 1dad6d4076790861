package dev.corral.gateway.dispatcher;

import io.smallrye.config.ConfigMapping;

/// Where the dispatcher is.
@ConfigMapping(prefix = "corral.dispatcher")
public interface DispatcherConfig {
  /// Base URL of its internal API.
  String url();
}
