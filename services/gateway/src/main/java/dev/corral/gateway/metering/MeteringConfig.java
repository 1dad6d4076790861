package dev.corral.gateway.metering;

import io.smallrye.config.ConfigMapping;

/// Where the metrics service is.
@ConfigMapping(prefix = "corral.metrics")
public interface MeteringConfig {
  /// Base URL of its internal API.
  String url();
}
