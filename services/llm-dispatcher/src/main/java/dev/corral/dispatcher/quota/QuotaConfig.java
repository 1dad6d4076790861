package dev.corral.dispatcher.quota;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// Whether and how often the account's quota is asked for.
@ConfigMapping(prefix = "corral.quota")
public interface QuotaConfig {
  /// Service Quotas has to be reachable; a network without NAT needs its endpoint.
  @WithDefault("false")
  boolean enabled();

  /// An answer is good for this long.
  @WithDefault("1h")
  Duration remember();

  /// After an answer that did not come.
  @WithDefault("1m")
  Duration retry();
}
