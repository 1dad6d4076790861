package dev.corral.gateway.upstream;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How long the gateway waits for the services behind it, and how it names itself to them.
@ConfigMapping(prefix = "corral")
public interface UpstreamConfig {
  /// File with the gateway's own service-account token (audience `corral-internal`); without it
  /// calls go out unsigned.
  Optional<Path> serviceTokenFile();

  /// Deadlines and retries.
  Calls upstream();

  /// Deadlines and retries of one call.
  interface Calls {
    /// To open a connection.
    @WithDefault("1s")
    Duration connectTimeout();

    /// For one try of a read.
    @WithDefault("3s")
    Duration readTimeout();

    /// For a change, which is never tried again.
    @WithDefault("10s")
    Duration changeTimeout();

    /// Further tries of a read after one that failed.
    @WithDefault("2")
    int readRetries();

    /// Pause before a further try; doubled each time.
    @WithDefault("100ms")
    Duration retryPause();
  }
}
